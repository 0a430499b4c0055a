import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { keyOf } from '#platform/db/page.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { readJournal, record, type JournalLine } from '#platform/journal.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import * as store from './store.ts'

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

function lineOf(row: store.CustomerRow, today: Day) {
  const { sort_key: _, currency, outstanding, overdue, oldest, ...line } = row
  return {
    ...line,
    outstanding: moneyToJson(money(outstanding, currency)),
    overdue: moneyToJson(money(overdue, currency)),
    daysLate: oldest === null ? 0 : daysBetween(oldest, today),
  }
}

/** One page of customers with balance and next step. Refused: `not-a-sort`, `not-a-cursor`. */
export function listCustomers(
  app: App,
  actor: Actor,
  { sort, cursor, limit, ...filter }: store.CustomerFilter & Query,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findCustomers(tx, filter, { sort: sort ?? '-overdue', cursor, limit }, actor.today)
    if (!found.ok) return found
    const { rows, totals } = found.value
    return ok({
      ...pageFrom(rows, limit, keyOf, row => lineOf(row, actor.today)),
      count: totals.reduce((sum, total) => sum + total.count, 0),
      totals: totals.map(({ currency, outstanding, overdue }) => ({
        outstanding: moneyToJson(money(outstanding, currency)),
        overdue: moneyToJson(money(overdue, currency)),
      })),
    })
  })
}

const COLUMNS: readonly ExportColumn<store.CustomerRow>[] = [
  { heading: 'Créancier', cell: row => row.creditor.code },
  { heading: 'Compte', cell: row => row.ref },
  { heading: 'Client', cell: row => row.name },
  { heading: 'Type', cell: row => row.kind },
  { heading: 'Ville', cell: row => row.city },
  { heading: 'Pays', cell: row => row.country },
  { heading: 'Segment', cell: row => row.segment?.name ?? null },
  { heading: 'Groupe', cell: row => row.group?.name ?? null },
  { heading: 'Chargé de recouvrement', cell: row => row.collector?.name ?? null },
  { heading: 'Devise', cell: row => row.currency },
  { heading: 'Encours', cell: row => money(row.outstanding, row.currency) },
  { heading: 'Échu', cell: row => money(row.overdue, row.currency) },
  { heading: 'Pièces ouvertes', cell: row => row.openItems },
  { heading: 'Prochain examen', cell: row => (row.followUp?.nextOn ? { day: row.followUp.nextOn } : null) },
]

/** The list of customers as a file. Refused: `not-a-sort`. */
export function exportCustomers(
  app: App,
  actor: Actor,
  filter: store.CustomerFilter & { readonly sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const query = { sort: filter.sort ?? '-overdue', limit: MOST_ROWS }
    const found = await store.findCustomers(tx, filter, query, actor.today)
    return found.ok ? exportTable('clients', COLUMNS, found.value.rows, format) : found
  })
}

/** The customer's balance by age, per currency, with the open items. Refused: `not-found`. */
export function readBalance(app: App, actor: Actor, customer: CustomerId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const items = await store.findOpenItems(tx, customer)
    if (items === null) return notFound(customer)
    const currencies = [...new Set(items.map(item => item.currency))]
    return ok({
      ages: currencies.map(currency =>
        agesOf(
          items.filter(item => item.currency === currency),
          currency,
          actor.today,
        ),
      ),
      items: items.map(({ currency, amount, open, ...item }) => ({
        ...item,
        amount: moneyToJson(money(amount, currency)),
        open: moneyToJson(money(open, currency)),
        daysLate: daysBetween(item.dueOn, actor.today),
      })),
    })
  })
}

function agesOf(items: readonly store.OpenRow[], currency: string, today: Day) {
  const sum = (from: number, to: number) => {
    const inside = items.filter(item => {
      const late = daysBetween(item.dueOn, today)
      return late >= from && late <= to
    })
    return moneyToJson(
      money(
        inside.reduce((total, item) => total + item.open, 0n),
        currency,
      ),
    )
  }
  const credits = items.filter(item => item.open < 0n).reduce((total, item) => total + item.open, 0n)
  return {
    outstanding: sum(-Infinity, Infinity),
    notDue: sum(-Infinity, 0),
    days1to30: sum(1, 30),
    days31to60: sum(31, 60),
    days61to90: sum(61, 90),
    over90: sum(91, Infinity),
    overdue: sum(1, Infinity),
    credits: moneyToJson(money(credits, currency)),
  }
}

/** The figures above the worklist. */
export function readToday(app: App, actor: Actor, collector: string | undefined) {
  return app.db.inTenant(actor.tenant, async tx => {
    const { creditors, customers, invoices, lastRunOn, nextOn, ...counts } = await store.loadToday(
      tx,
      actor.today,
      collector,
    )
    const { held, stake } = await store.loadStake(tx, actor.today)
    return ok({
      today: actor.today,
      atStake: stake.map(({ amount, currency }) => moneyToJson(money(amount, currency))),
      counts,
      heldByReason: held,
      lastRunOn,
      nextOn,
      firstSteps: [
        { code: 'creditor', done: creditors > 0 },
        { code: 'customers', done: customers > 0 },
        { code: 'invoices', done: invoices > 0 },
        { code: 'run', done: lastRunOn !== null },
      ],
    })
  })
}

/** Everything that happened with a customer, latest first. Refused: `not-found`, `not-a-cursor`. */
export function readTimeline(
  app: App,
  actor: Actor,
  customer: CustomerId,
  query: {
    readonly cursor?: string | undefined
    readonly limit: number
    readonly kind?: readonly string[] | undefined
  },
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const before = query.cursor === undefined ? undefined : Number(query.cursor)
    if (before !== undefined && !Number.isSafeInteger(before)) {
      return refuse('not-a-cursor', 'cursor is not one this list gave out; start again without it')
    }
    if (!(await isKnown(tx, customer))) return notFound(customer)
    const lines = await readJournal(tx, actor.tenant, {
      customer,
      ...(query.kind === undefined ? {} : { kinds: query.kind }),
      ...(before === undefined ? {} : { before }),
      newestFirst: true,
      limit: query.limit + 1,
    })
    const names = await store.loadNames(
      tx,
      lines.flatMap(line => line.actor.user ?? []),
    )
    const items = lines.slice(0, query.limit).map(line => eventOf(line, names))
    return ok({ items, next: lines.length > query.limit ? (items.at(-1)?.seq ?? null) : null })
  })
}

function eventOf(line: JournalLine, names: ReadonlyMap<string, string>) {
  const { message, task, import: run } = line.data as { message?: string; task?: string; import?: string }
  const link = message
    ? ({ what: 'message', id: message } as const)
    : task
      ? ({ what: 'task', id: task } as const)
      : run
        ? ({ what: 'import', id: run } as const)
        : null
  return {
    seq: String(line.seq),
    at: line.at,
    kind: line.kind,
    actor: { name: names.get(line.actor.user ?? '') ?? null, via: line.actor.via },
    facts: line.data,
    link,
  }
}

/** Writes a note into the customer's history. Refused: `not-found`. */
export function addNote(app: App, actor: Actor, customer: CustomerId, text: string) {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await isKnown(tx, customer))) return notFound(customer)
    await record(tx, actor.tenant, actor, [{ customer, kind: 'note-written', data: { text } }])
    const [line] = await readJournal(tx, actor.tenant, { customer, newestFirst: true, limit: 1 })
    if (!line) return notFound(customer)
    return ok(eventOf(line, await store.loadNames(tx, line.actor.user === null ? [] : [line.actor.user])))
  })
}

async function isKnown(tx: Tx, customer: CustomerId): Promise<boolean> {
  return (await store.findOpenItems(tx, customer)) !== null
}

/** Finds customers, invoices and contacts by whatever people remember of them. */
export function search(app: App, actor: Actor, q: string) {
  return app.db.inTenant(actor.tenant, async tx => {
    const rows = await store.searchAll(tx, q.trim(), centsIn(q))
    return rows.map(({ amount, currency, ...row }) => {
      return { ...row, amount: amount === null ? null : moneyToJson(money(amount, currency)) }
    })
  })
}

// People type an amount as they read it: 1234,56 or 1 234,56 or 1.234,56 or 1234.56.
function centsIn(text: string): bigint | null {
  const compact = text.replace(/[\s€]/g, '').replace(/[.,](?=\d{3}(?:\D|$))/g, '')
  const match = /^(-?\d{1,12})(?:[.,](\d{1,2}))?$/.exec(compact)
  return match ? BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`) : null
}

function notFound(customer: CustomerId): Result<never> {
  return refuse('not-found', `there is no customer ${customer} here`, { customer })
}
