import { addDays, addMonths, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import { listInvoices, resolveOpenTerms, saveDates } from '#modules/receivables/index.ts'
import { agedBalance } from '#modules/reports/index.ts'
import {
  addAcceptance,
  addTerms,
  addVariant,
  attachTerms,
  NO_TERMS,
  publishTerms,
  type Clauses,
  type VersionId,
} from '#modules/terms/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { PdfDocument } from '#platform/pdf/document.ts'
import * as sheets from '#platform/pdf/sheet.ts'

const COMMON: Clauses = {
  ...NO_TERMS,
  audience: 'professionals',
  payment: { method: 'net', days: 30, from: 'issue' },
  lateRate: { kind: 'legal' },
  recoveryFee: 'professionals',
  discount: { kind: 'none' },
  acceleration: true,
}
const VAUBRISE: Clauses = {
  ...COMMON,
  retentionOfTitle: true,
  jurisdiction: 'Tribunal de commerce de Lille Métropole',
}
const LINDEVOORT: Clauses = { ...COMMON, jurisdiction: 'Ondernemingsrechtbank Brussel' }

const FRENCH = [
  'Délai : trente jours nets à compter de l’émission de la facture. Pas d’escompte pour paiement anticipé.',
  'Retard : intérêts au taux de la BCE majoré de dix points, et indemnité forfaitaire de 40 € (C. com. L441-10 II).',
  'Une échéance impayée rend exigibles toutes les autres.',
  'Les biens restent la propriété du vendeur jusqu’au paiement complet du prix (C. com. L624-16).',
  'Tout litige entre commerçants relève du tribunal de commerce de Lille Métropole.',
]
const DUTCH = [
  'Termijn: dertig dagen netto vanaf de uitgifte van de factuur. Geen korting voor vervroegde betaling.',
  'Te laat: intrest volgens de wet van 2 augustus 2002, en een vergoeding van 40 €.',
  'Eén onbetaalde vervaldag maakt alle andere opeisbaar.',
  'Bevoegd zijn de rechtbanken van Brussel.',
]

/**
 * Gives the demonstration its terms of sale: one version in force for each creditor (the French one with the version it
 * replaced, and a review near), a variant, and proofs for some of the largest customers.
 */
export async function addDemoTerms(app: App, actor: Actor): Promise<void> {
  const creditors = await app.db.inTenant(actor.tenant, tx => loadCreditors(tx))
  const french = creditors.find(creditor => creditor.country === 'FR')
  const belgian = creditors.find(creditor => creditor.country === 'BE')
  const { today } = actor
  // In force for a year in less than a month, whatever the day: its review is a task of the home page.
  const from = addMonths(`${addMonths(today, 1).slice(0, 7)}-01` as Day, -12)
  const before = `${Number(today.slice(0, 4)) - 2}-01-01` as Day
  if (french) {
    const old = {
      label: `CGV ateliers ${before.slice(0, 4)}`,
      from: before,
      clauses: { ...VAUBRISE, retentionOfTitle: false },
    }
    await publish(app, actor, { creditor: french.id, language: 'fr', name: french.name, says: FRENCH, ...old })
    const version = await publish(app, actor, {
      creditor: french.id,
      language: 'fr',
      name: french.name,
      says: FRENCH,
      label: `CGV ateliers ${today.slice(0, 4)}`,
      from,
      clauses: VAUBRISE,
    })
    await agree(app, actor, french.id, version, from)
  }
  if (belgian) {
    const terms = { label: 'Verkoopvoorwaarden', from: before, clauses: LINDEVOORT }
    await publish(app, actor, { creditor: belgian.id, language: 'nl', name: belgian.name, says: DUTCH, ...terms })
  }
  await resolveOpenTerms(app, actor)
}

type Written = {
  readonly creditor: CreditorId
  readonly language: 'fr' | 'nl'
  readonly name: string
  readonly label: string
  readonly from: Day
  readonly clauses: Clauses
  readonly says: readonly string[]
}

async function publish(app: App, actor: Actor, written: Written): Promise<VersionId> {
  const { creditor, language, label, from, clauses } = written
  const draft = { creditor, language, label, from, clauses, reviewMonths: 12 }
  const { id } = unwrap(await addTerms(app, actor, draft))
  unwrap(await attachTerms(app, actor, id, { bytes: drawTerms(written), name: `${label}.pdf` }))
  unwrap(await publishTerms(app, actor, id, []))
  return id
}

function drawTerms({ name, label, language, from, says }: Written): Uint8Array {
  const pdf = new PdfDocument({ title: label, language, author: name, at: `${from}T12:00:00Z` })
  const sheet = sheets.openSheet(pdf)
  sheets.paragraph(sheet, label, sheets.TITLE, 'H1')
  sheets.paragraph(sheet, name, sheets.FAINT)
  sheet.y += 12
  says.forEach((line, index) => {
    sheets.paragraph(sheet, `${index + 1}. ${line}`, sheets.BODY)
    sheet.y += 8
  })
  sheets.foot(sheet, `${name} · ${label}`, (page, pages) => `${page}/${pages}`)
  return pdf.finish()
}

const PROOFS = [
  { means: 'signed-order', by: 'Direction des achats', daysAfter: 6 },
  { means: 'document', by: 'Gérance', daysAfter: 20 },
  { means: 'signature', by: 'Service comptable', daysAfter: 34 },
  { means: 'click', by: 'Compte en ligne', daysAfter: 60 },
  { means: 'email', by: 'Assistante de direction', daysAfter: 90 },
] as const

// The largest customers signed, the very largest obtained other conditions, and two deliveries are known.
async function agree(app: App, actor: Actor, creditor: CreditorId, version: VersionId, from: Day): Promise<void> {
  const { rows } = unwrap(await agedBalance(app, actor, { by: 'customer', sort: '-total', creditor }))
  const customers = rows.flatMap(row => (row.id === null ? [] : [row.id as CustomerId])).slice(0, PROOFS.length)
  for (const [index, customer] of customers.entries()) {
    const proof = PROOFS[index]
    if (!proof) continue
    const { means, by, daysAfter } = proof
    const said = { version, customer, means, by, on: addDays(from, daysAfter), orderReference: null, note: null }
    // The later ones still wait for their document, as in life.
    const file = index < 2 ? { name: 'conditions-signees.pdf', bytes: drawProof(by, said.on) } : null
    unwrap(await addAcceptance(app, actor, { ...said, file }))
  }
  const [largest, second] = customers
  if (!largest) return
  unwrap(
    await addVariant(app, actor, {
      creditor,
      customer: largest,
      from: addDays(actor.today, -90),
      to: addMonths(actor.today, 9),
      deviations: { payment: { method: 'days-then-month-end', days: 45, from: 'issue' } },
      reason: 'Accord de la direction commerciale pour le contrat annuel',
    }),
  )
  if (second) await deliver(app, actor, second)
}

async function deliver(app: App, actor: Actor, customer: CustomerId): Promise<void> {
  const { items } = unwrap(await listInvoices(app, actor, { customer, state: ['overdue', 'not-due'], limit: 2 }))
  for (const { id, issueOn } of items) {
    const days = { orderedOn: null, deliveredOn: issueOn, postedOn: null, receivedOn: null }
    unwrap(await saveDates(app, actor, id, days))
  }
}

function drawProof(by: string, on: Day): Uint8Array {
  const pdf = new PdfDocument({ title: 'Acceptation', language: 'fr', author: by, at: `${on}T12:00:00Z` })
  const sheet = sheets.openSheet(pdf)
  sheets.paragraph(sheet, 'Acceptation des conditions générales de vente', sheets.TITLE, 'H1')
  sheets.paragraph(sheet, `Bon pour accord, ${by}.`, sheets.BODY)
  return pdf.finish()
}
