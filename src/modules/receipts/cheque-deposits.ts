import { exportTable, type ExportColumn } from '#formats/export.ts'
import { loadCreditors, type Creditor } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { isBill, moveCheque, type Cheque } from './cheque-decide.ts'
import * as read from './cheque-read-store.ts'
import * as store from './cheque-store.ts'
import { clearAll, notFound, paperOf, write } from './cheques.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'
import { depositSlip, SLIP_WORDS } from './slip.ts'
import { takeAccount } from './statement-store.ts'

/** A slip as answers show it. */
export type DepositLine = ReturnType<typeof depositLine>

function depositLine({ total, currency, creditor, ...slip }: read.DepositRow, creditors: readonly Creditor[]) {
  const owner = creditors.find(each => each.id === creditor)
  return { ...slip, creditor: owner?.name ?? null, total: moneyToJson(money(total, currency)) }
}

/** An account that cheques can be handed in for. */
export type DepositAccount = {
  readonly number: string
  readonly currency: string
  readonly label: string | null
  readonly creditor: string
}

/** Accounts of the creditors, and those met in statements whose owner is known. */
export function listDepositAccounts(app: App, actor: Actor): Promise<DepositAccount[]> {
  return app.db.inTenant(actor.tenant, async tx => {
    return (await accountsOf(tx)).map(({ owner, ...account }) => ({ ...account, creditor: owner.code }))
  })
}

async function accountsOf(tx: Tx): Promise<(Omit<DepositAccount, 'creditor'> & { readonly owner: Creditor })[]> {
  const creditors = await loadCreditors(tx)
  const known = await read.findKnownAccounts(tx)
  const met = known.flatMap(({ creditor, ...account }) => {
    const owner = creditors.find(each => each.id === creditor)
    return owner ? [{ ...account, owner }] : []
  })
  const named = creditors.flatMap(owner =>
    owner.accounts
      .filter(({ iban }) => !known.some(account => account.number === iban && account.currency === owner.currency))
      .map(({ iban, label }) => ({ number: iban, currency: owner.currency, label, owner })),
  )
  return [...met, ...named].toSorted((a, b) => (a.owner.code < b.owner.code ? -1 : a.owner.code > b.owner.code ? 1 : 0))
}

/**
 * Hands received cheques, or bills, to the bank on one slip for an account of their creditor. Refused: `not-found`,
 * `account-unknown`, `currency-differs`, `kind-differs`, `other-creditor`, what `moveCheque` refuses.
 */
export function depositCheques(
  app: App,
  actor: Actor,
  ids: readonly ChequeId[],
  number: string,
): Promise<Result<DepositLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.lockCheques(tx, ids)
    const cheques = [...found.values()]
    const [first] = cheques
    if (!first || found.size < new Set(ids).size)
      return notFound(ids.find(id => !found.has(id)) ?? (ids[0] as ChequeId))
    const wanted = number.replace(/\s/g, '').toUpperCase()
    const account = (await accountsOf(tx)).find(each => each.number === wanted && each.currency === first.currency)
    if (!account) {
      const message = `no creditor has the account ${wanted.slice(0, 40)} in ${first.currency}: choose one of the list`
      return refuse('account-unknown', message, { account: wanted.slice(0, 40) })
    }
    const odd = mixed(cheques, first, account.owner)
    if (odd) return odd
    const deposit = newId<'deposit'>()
    const moves: { before: Cheque; after: Cheque }[] = []
    for (const cheque of cheques) {
      const moved = moveCheque(paperOf(cheque), 'deposited', { deposit }, actor.today)
      if (!moved.ok) return moved
      moves.push({ before: paperOf(cheque), after: moved.value })
    }
    const { id } = await takeAccount(tx, actor.tenant, {
      id: newId<'bank-account'>(),
      number: account.number,
      currency: first.currency,
      creditor: account.owner.id,
    })
    const total = cheques.reduce((sum, cheque) => sum + cheque.amount, 0n)
    const kind = isBill(first) ? ('bill' as const) : ('cheque' as const)
    const slip = { id: deposit, account: id, kind, on: actor.today, total, currency: first.currency, cheques }
    const slipNumber = await store.recordDeposit(tx, actor.tenant, slip)
    for (const step of moves) {
      await write(tx, actor, { ...step, kind: 'cheque-deposited', moved: null }, { slip: slipNumber })
    }
    return readDeposit(tx, deposit)
  })
}

// A bank takes one currency on a slip, and cheques and bills on different ones.
function mixed(
  cheques: readonly store.LockedCheque[],
  first: store.LockedCheque,
  owner: Creditor,
): Result<never> | null {
  if (cheques.some(cheque => cheque.currency !== first.currency)) {
    return refuse('currency-differs', 'one slip holds one currency: make a slip for each', {})
  }
  if (cheques.some(cheque => isBill(cheque) !== isBill(first))) {
    return refuse('kind-differs', 'cheques and bills go on different slips: make a slip for each', {})
  }
  const other = cheques.find(cheque => cheque.creditor !== owner.id)
  if (!other) return null
  const message = `the cheque of ${other.drawer} is not to the order of ${owner.name}: choose an account of its creditor`
  return refuse('other-creditor', message, { drawer: other.drawer, creditor: owner.name })
}

async function readDeposit(tx: Tx, id: DepositId): Promise<Result<DepositLine>> {
  const [row] = await read.findDeposits(tx, id)
  return row ? ok(depositLine(row, await loadCreditors(tx))) : noSlip(id)
}

function noSlip(id: DepositId): Result<never> {
  return refuse('not-found', 'there is no such slip', { id })
}

/** Slips, the latest first. */
export function listDeposits(app: App, actor: Actor): Promise<DepositLine[]> {
  return app.db.inTenant(actor.tenant, async tx => {
    const creditors = await loadCreditors(tx)
    return (await read.findDeposits(tx, null)).map(row => depositLine(row, creditors))
  })
}

/**
 * The bank credited a slip: every cheque still on it is cleared, by one line or by none that is known. Refused:
 * `not-found`, `move-not-allowed` (nothing is left on it), what `placeCheque` refuses.
 */
export function clearDeposit(
  app: App,
  actor: Actor,
  id: DepositId,
  line: LineId | undefined,
): Promise<Result<DepositLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [row] = await read.findDeposits(tx, id)
    if (!row) return noSlip(id)
    const found = (await store.lockDeposited(tx, id)).map(paperOf)
    if (found.length === 0) {
      return refuse('move-not-allowed', 'no cheque of this slip waits to be credited', {
        from: 'cleared',
        to: 'cleared',
      })
    }
    const done = await clearAll(tx, actor, found, line)
    return done.ok ? readDeposit(tx, id) : done
  })
}

/** A slip as a PDF to hand in with the paper, or as a list. Refused: `not-found`. */
export function printDeposit(app: App, actor: Actor, id: DepositId, format: 'pdf' | 'csv' | 'xlsx') {
  return app.db.inTenant(actor.tenant, async tx => {
    const [row] = await read.findDeposits(tx, id)
    if (!row) return noSlip(id)
    const items = await read.loadDepositItems(tx, id)
    const creditors = await loadCreditors(tx)
    const owner = creditors.find(each => each.id === row.creditor) ?? null
    const language = owner?.language ?? 'fr'
    const name = `${SLIP_WORDS[language].file}-${row.number}`
    if (format !== 'pdf') {
      const rows = items.map(item => ({ ...item, slip: row }))
      const list = await exportTable(name, row.kind === 'bill' ? [...COLUMNS, DUE] : COLUMNS, rows, format)
      return list.ok ? ok({ ...list.value, inline: false }) : list
    }
    const bytes = new Uint8Array(depositSlip({ ...row, items }, owner, language))
    return ok({ bytes, mediaType: 'application/pdf', name: `${name}.pdf`, inline: true })
  })
}

type Listed = read.DepositItem & { readonly slip: read.DepositRow }
const COLUMNS: readonly ExportColumn<Listed>[] = [
  { heading: 'Remise', cell: row => row.slip.number },
  { heading: 'Date', cell: row => ({ day: row.slip.on }) },
  { heading: 'Compte', cell: row => row.slip.account },
  { heading: 'Rang', cell: row => row.position },
  { heading: 'Tireur', cell: row => row.drawer },
  { heading: 'Banque', cell: row => row.bank },
  { heading: 'Numéro', cell: row => row.number },
  { heading: 'Montant', cell: row => money(row.amount, row.slip.currency) },
  { heading: 'Devise', cell: row => row.slip.currency },
]
const DUE: ExportColumn<Listed> = {
  heading: 'Échéance',
  cell: row => (row.dueOn === null ? null : { day: row.dueOn }),
}
