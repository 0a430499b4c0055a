import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { keyOf } from '#platform/db/page.ts'
import { loadFile, type StoredFile } from '#platform/files.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { readJournal } from '#platform/journal.ts'
import type { Tx } from '#platform/db/database.ts'
import { addDays } from '#kernel/day.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { BOUNCE_COST_ARTICLE, chequeFlags, CHEQUE_STATES, MOVES, type ChequeState } from './cheque-decide.ts'
import * as store from './cheque-read-store.ts'
import { loadMoves, lockCheques } from './cheque-store.ts'
import { CHEQUE_ENTRIES, notFound } from './cheques.ts'
import type { ChequeId } from './model.ts'

/** A cheque as answers show it. */
export function chequeLine(row: store.ChequeRow) {
  const { customer, customerName, customerRef, creditor, creditorCode, deposit, depositNumber, depositedOn } = row
  const { id, kind, state, number, bank, drawnOn, announcedOn, announcements, dueOn, receivedOn, signed } = row
  const { copyType, line, endedOn, bounceReason, note, since, late, currency, bounceCost } = row
  return {
    id,
    kind,
    state,
    number,
    bank,
    drawnOn,
    announcedOn,
    announcements,
    dueOn,
    receivedOn,
    signed,
    copyType,
    line,
    endedOn,
    bounceReason,
    note,
    since,
    late,
    customer: { id: customer, name: customerName, ref: customerRef },
    creditor: { id: creditor, code: creditorCode },
    amount: moneyToJson(money(row.amount, currency)),
    bounceCost: bounceCost === null ? null : moneyToJson(money(bounceCost, currency)),
    article: bounceReason !== null && kind === 'cheque' ? BOUNCE_COST_ARTICLE : null,
    deposit:
      deposit === null || depositedOn === null ? null : { id: deposit, number: depositNumber ?? '', on: depositedOn },
    flags: chequeFlags(row, row.bounces),
  }
}

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of cheques, those to look at soonest first. Refused: `not-a-sort`, `not-a-cursor`. */
export function listCheques(app: App, actor: Actor, { sort, cursor, limit, ...filter }: store.ChequeFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findCheques(tx, filter, { sort: sort ?? 'due', cursor, limit }, actor.today)
    if (!found.ok) return found
    const { rows, totals } = found.value
    return ok({
      ...pageFrom(rows, limit, keyOf, chequeLine),
      count: totals.reduce((sum, each) => sum + each.count, 0),
      totals: totals.map(({ state, count, total, currency }) => {
        return { state, count, total: moneyToJson(money(total, currency)) }
      }),
    })
  })
}

/** States with a column: a cancelled cheque was a mistake, and is found in the list. */
export const BOARD: readonly ChequeState[] = CHEQUE_STATES.filter(state => state !== 'cancelled')
const SHOWN = 60
/** How long what has ended stays on the board, in days. */
const ENDED_DAYS = 45

/** The board: a column for each state. */
export function readChequeBoard(app: App, actor: Actor, filter: store.ChequeFilter) {
  return app.db.inTenant(actor.tenant, async tx => {
    const from = addDays(actor.today, -ENDED_DAYS)
    const wanted = { ...filter, state: filter.state ?? BOARD, endedFrom: from }
    const { rows, totals } = await store.loadBoard(tx, wanted, actor.today, SHOWN)
    const columns = BOARD.map(state => {
      const sums = totals.filter(total => total.state === state)
      return {
        state,
        count: sums.reduce((sum, each) => sum + each.count, 0),
        late: sums.reduce((sum, each) => sum + each.late, 0),
        totals: sums.map(each => moneyToJson(money(each.total, each.currency))),
        items: rows.filter(row => row.state === state).map(chequeLine),
      }
    })
    return ok({ columns, from })
  })
}

/** One cheque as lists show it. Refused: `not-found`. */
export function chequeAfter(app: App, actor: Actor, id: ChequeId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await rowOf(tx, actor, id)
    return row ? ok(chequeLine(row)) : notFound(id)
  })
}

async function rowOf(tx: Tx, actor: Actor, id: ChequeId): Promise<store.ChequeRow | undefined> {
  const found = await store.findCheques(tx, { id }, { sort: 'due', limit: 1 }, actor.today)
  return found.ok ? found.value.rows[0] : undefined
}

/** One cheque with its history and what may be done with it. Refused: `not-found`. */
export function readCheque(app: App, actor: Actor, id: ChequeId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await rowOf(tx, actor, id)
    if (!row) return notFound(id)
    const { customer } = row
    const wanted = { customer, kinds: CHEQUE_ENTRIES, newestFirst: true, limit: 1000 }
    const lines = await readJournal(tx, actor.tenant, wanted)
    const mine = lines.filter(line => line.data['cheque'] === id)
    const names = await store.loadNames(
      tx,
      mine.flatMap(line => line.actor.user ?? []),
    )
    const history = mine.map(({ seq, at, kind, actor: by, data }) => {
      return { seq, at, kind, by: by.user === null ? null : (names.get(by.user) ?? null), facts: data }
    })
    const [last] = await loadMoves(tx, id)
    const moves = row.state === 'cancelled' ? [] : MOVES[row.state]
    return ok({ ...chequeLine(row), moves: [...moves], undoable: last?.kind ?? null, history })
  })
}

/** The photo or scan of a cheque. Refused: `not-found`, `no-copy`. */
export function readChequeCopy(app: App, actor: Actor, id: ChequeId): Promise<Result<StoredFile>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await rowOf(tx, actor, id)
    if (!row) return notFound(id)
    if (row.copy === null) return refuse('no-copy', 'no photo or scan of this cheque was given: attach one', { id })
    return loadFile(tx, actor.tenant, row.copy)
  })
}

/** Bank lines that may have paid a cheque, or taken it back. Refused: `not-found`. */
export function findChequeLines(app: App, actor: Actor, id: ChequeId, way: 'in' | 'back') {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await lockCheques(tx, [id])).has(id)) return notFound(id)
    const lines = await store.findChequeLines(tx, id, way)
    const items = lines.map(({ amount, free, currency, ...line }) => ({
      ...line,
      amount: moneyToJson(money(amount, currency)),
      free: moneyToJson(money(free, currency)),
    }))
    return ok({ items })
  })
}

const COLUMNS: readonly ExportColumn<store.ChequeRow>[] = [
  { heading: 'Créancier', cell: row => row.creditorCode },
  { heading: 'Compte', cell: row => row.customerRef },
  { heading: 'Client', cell: row => row.customerName },
  { heading: 'Nature', cell: row => row.kind },
  { heading: 'État', cell: row => row.state },
  { heading: 'Depuis', cell: row => ({ day: row.since }) },
  { heading: 'Montant', cell: row => money(row.amount, row.currency) },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Numéro', cell: row => row.number },
  { heading: 'Banque', cell: row => row.bank },
  { heading: 'Émis le', cell: row => (row.drawnOn === null ? null : { day: row.drawnOn }) },
  { heading: 'Annoncé le', cell: row => (row.announcedOn === null ? null : { day: row.announcedOn }) },
  { heading: 'Annonces', cell: row => row.announcements },
  { heading: 'Échéance', cell: row => (row.dueOn === null ? null : { day: row.dueOn }) },
  { heading: 'Reçu le', cell: row => (row.receivedOn === null ? null : { day: row.receivedOn }) },
  { heading: 'Signé', cell: row => (row.signed === null ? null : row.signed ? 'oui' : 'non') },
  { heading: 'Remise', cell: row => row.depositNumber },
  { heading: 'Remis le', cell: row => (row.depositedOn === null ? null : { day: row.depositedOn }) },
  { heading: 'Clos le', cell: row => (row.endedOn === null ? null : { day: row.endedOn }) },
  { heading: 'Motif du rejet', cell: row => row.bounceReason },
  {
    heading: 'Frais du rejet',
    cell: row => (row.bounceCost === null ? null : money(row.bounceCost, row.currency)),
  },
  { heading: 'Note', cell: row => row.note },
]

/** The list as a file. Refused: `not-a-sort`. */
export function exportCheques(
  app: App,
  actor: Actor,
  filter: store.ChequeFilter & { readonly sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const query = { sort: filter.sort ?? 'due', limit: MOST_ROWS }
    const found = await store.findCheques(tx, filter, query, actor.today)
    return found.ok ? exportTable('cheques', COLUMNS, found.value.rows, format) : found
  })
}
