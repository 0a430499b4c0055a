import { addDays, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { listCreditors } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { mm, PdfDocument } from '#platform/pdf/document.ts'
import { printedAmount } from '#platform/pdf/figures.ts'
import * as sheets from '#platform/pdf/sheet.ts'
import {
  announceCheque,
  attachCopy,
  depositCheques,
  importAndMatch,
  moveCheque,
  type Announcement,
  type ChequeId,
} from '#modules/receipts/index.ts'
import { agedBalance } from '#modules/reports/index.ts'
import { CREDITORS } from '../../scripts/samples/creditors.ts'

type Debtor = { readonly customer: CustomerId; readonly name: string; readonly owed: bigint }

/** One paper of the demonstration: who said so when, and how far it has come since. */
type Paper = Pick<Announcement, 'kind' | 'number' | 'bank'> & {
  /** Days ago. */
  readonly announced: number
  readonly received?: number
  readonly deposited?: number
  readonly ended?: readonly [to: 'cleared' | 'bounced' | 'lost', daysAgo: number]
  readonly signed?: boolean
  /** Whole hundreds, as one who does not read his invoices writes them. */
  readonly round?: boolean
  /** Said again after so many days. */
  readonly again?: number
  readonly copy?: boolean
  /** Days until a bill falls due. */
  readonly due?: number
}

const PAPERS: readonly Paper[] = [
  { kind: 'cheque', number: null, bank: null, announced: 1 },
  { kind: 'cheque', number: null, bank: null, announced: 4 },
  { kind: 'cheque', number: '0048213', bank: 'Crédit agricole', announced: 9, again: 2, copy: true },
  { kind: 'lcr', number: null, bank: 'CIC', announced: 10, due: 40 },
  { kind: 'cheque', number: '0512345', bank: 'BNP Paribas', announced: 3, received: 0 },
  { kind: 'cheque', number: '7700921', bank: 'La Banque postale', announced: 5, received: 1, copy: true },
  { kind: 'cheque', number: '0000187', bank: 'Société générale', announced: 8, received: 5, round: true },
  { kind: 'cheque', number: '3319004', bank: 'Crédit mutuel', announced: 4, received: 1, signed: false },
  { kind: 'draft', number: 'T-2071', bank: 'CIC', announced: 30, received: 20, due: 5 },
  { kind: 'cheque', number: '0660412', bank: 'CIC', announced: 8, received: 5, deposited: 4 },
  { kind: 'cheque', number: '1200875', bank: 'LCL', announced: 9, received: 6, deposited: 4 },
  { kind: 'lcr', number: 'L-0311', bank: 'BNP Paribas', announced: 60, received: 50, deposited: 20, due: 12 },
  {
    kind: 'cheque',
    number: '0921100',
    bank: 'CIC',
    announced: 20,
    received: 17,
    deposited: 15,
    ended: ['cleared', 11],
  },
  { kind: 'cheque', number: '5542010', bank: 'LCL', announced: 24, received: 20, deposited: 15, ended: ['bounced', 9] },
  { kind: 'cheque', number: null, bank: null, announced: 25, ended: ['lost', 12] },
]
/** The largest debts are for the calls of the day; cheques come from those below. */
const FIRST = 12

/** Gives the demonstration cheques and bills in every state, their dates told back from today. */
export async function addCheques(app: App, actor: Actor): Promise<number> {
  const [creditor] = CREDITORS
  if (!creditor) return 0
  const debtors = (await debtorsOf(app, actor, creditor.code)).slice(FIRST)
  const toHandIn = new Map<number, ChequeId[]>()
  const made = new Map<Paper, ChequeId>()
  for (const [at, paper] of PAPERS.entries()) {
    const debtor = debtors[at]
    if (!debtor) continue
    const cheque = await comeIn(app, actor, paper, debtor)
    made.set(paper, cheque)
    if (paper.deposited === undefined) continue
    const key = paper.deposited + (paper.kind === 'cheque' ? 0 : 0.5)
    toHandIn.set(key, [...(toHandIn.get(key) ?? []), cheque])
  }
  for (const [daysAgo, cheques] of [...toHandIn].toSorted(([a], [b]) => b - a)) {
    unwrap(await depositCheques(app, back(actor, Math.floor(daysAgo)), cheques, creditor.iban))
  }
  for (const [paper, cheque] of made) {
    if (!paper.ended) continue
    const [to, daysAgo] = paper.ended
    const reason = { cleared: undefined, bounced: 'sans provision', lost: 'jamais arrivé' }[to]
    unwrap(
      await moveCheque(app, back(actor, daysAgo), cheque, to, { reason, cost: to === 'bounced' ? 3_000n : undefined }),
    )
  }
  return made.size
}

// Who is late with a creditor, the largest debt first.
async function debtorsOf(app: App, actor: Actor, code: string): Promise<Debtor[]> {
  const owner = (await listCreditors(app, actor)).find(each => each.code === code)
  if (!owner) return []
  const query = { by: 'customer', sort: '-total', creditor: owner.id } as const
  const { rows } = unwrap(await agedBalance(app, actor, query))
  return rows
    .filter(row => row.id !== null && row.currency === 'EUR' && row.total > row.not_due)
    .map((row): Debtor => ({ customer: row.id as CustomerId, name: row.name, owed: row.total - row.not_due }))
}

/** Gives the Belgian entity a slip of three cheques, and the line with which its bank credits them, to be accepted. */
export async function addCreditedSlip(app: App, actor: Actor): Promise<void> {
  const creditor = CREDITORS.find(each => each.country === 'BE')
  if (!creditor) return
  const drawers = (await debtorsOf(app, actor, creditor.code)).slice(FIRST, FIRST + 3)
  const cheques: ChequeId[] = []
  for (const [n, drawer] of drawers.entries()) {
    const paper = { kind: 'cheque', number: `431${n}877`, bank: 'Crelan', announced: 8, received: 5 } as const
    cheques.push(await comeIn(app, actor, paper, drawer))
  }
  if (cheques.length === 0) return
  const { total } = unwrap(await depositCheques(app, back(actor, 3), cheques, creditor.iban))
  const line = `!Type:Bank\nD${addDays(actor.today, -1)}\nT${total.amount}\nMREMISE CHEQUES / AFGIFTE CHEQUES\n^\n`
  const file = { name: 'lindevoort-remise.qif', bytes: new TextEncoder().encode(line), account: creditor.iban }
  unwrap(await importAndMatch(app, actor, file, 'certain'))
}

function back(actor: Actor, daysAgo: number): Actor {
  return { ...actor, today: addDays(actor.today, -daysAgo) }
}

async function comeIn(app: App, actor: Actor, paper: Paper, debtor: Debtor): Promise<ChequeId> {
  const amount = paper.round ? (debtor.owed / 10_000n + 1n) * 10_000n : debtor.owed
  const { kind, number, bank } = paper
  const dueOn = paper.due === undefined ? null : addDays(actor.today, paper.due)
  const said = { customer: debtor.customer, kind, amount: money(amount, 'EUR'), number, bank, dueOn }
  const first = paper.again === undefined ? said : { ...said, number: null, bank: null }
  const id = unwrap(await announceCheque(app, back(actor, paper.announced), first))
  if (paper.again !== undefined) unwrap(await announceCheque(app, back(actor, paper.again), said))
  if (paper.copy) {
    const bytes = specimen(debtor, amount, paper, actor.today)
    unwrap(await attachCopy(app, actor, id, { bytes, name: `cheque-${number}.pdf` }))
  }
  if (paper.received !== undefined) {
    const { signed = true } = paper
    unwrap(await moveCheque(app, back(actor, paper.received), id, 'received', { signed }))
  }
  return id
}

/** What a scan of the cheque would show. */
function specimen(debtor: Debtor, amount: bigint, { number, bank }: Paper, today: Day): Uint8Array {
  const pdf = new PdfDocument({ title: 'Spécimen', language: 'fr', author: debtor.name, at: `${today}T12:00:00Z` })
  const sheet = sheets.openSheet(pdf)
  pdf.artifact('Layout', () => pdf.panel(sheet.left, sheet.y, sheet.width, mm(78), sheets.PAPER))
  const column = { x: sheet.left + mm(6), width: sheet.width - mm(12) }
  sheet.y += mm(6)
  const lines = [
    `${bank ?? ''}, chèque n° ${number ?? ''}`,
    `Payez contre ce chèque ${printedAmount(money(amount, 'EUR'), 'fr')}`,
    `à l’ordre de ${CREDITORS[0]?.name ?? ''}`,
    debtor.name,
    'SPÉCIMEN, sans valeur',
  ]
  for (const line of lines) {
    sheets.paragraph(sheet, line, sheets.HEADING, 'P', column)
    sheet.y += mm(4)
  }
  return pdf.finish()
}
