import type { Regime, ReminderChannel } from '../facts.ts'

/** The default texts, one per step of the default procedures. */
export const TEMPLATE_KEYS = [
  'large-preventive',
  'large-reminder',
  'large-formal',
  'firm-preventive',
  'firm-courtesy',
  'firm-charges',
  'firm-formal',
  'person-preventive',
  'person-courtesy',
  'person-letter',
  'person-formal',
  'be-person-first',
  'be-person-formal',
  'public-reminder',
  'public-interest',
] as const
export type TemplateKey = (typeof TEMPLATE_KEYS)[number]

/** Reads a template key that was stored; an unknown one is a bug of the scenario that named it, and throws. */
export function templateOf(text: string): TemplateKey {
  const key = TEMPLATE_KEYS.find(known => known === text)
  if (key === undefined) throw new Error(`there is no template "${text}"; there are ${TEMPLATE_KEYS.join(', ')}`)
  return key
}

/** How a text sounds: before the due date, just after, firm, or a formal notice. */
export type Tone = 'preventive' | 'courtesy' | 'firm' | 'formal'

export const TONES: Readonly<Record<TemplateKey, Tone>> = {
  'large-preventive': 'preventive',
  'large-reminder': 'courtesy',
  'large-formal': 'formal',
  'firm-preventive': 'preventive',
  'firm-courtesy': 'courtesy',
  'firm-charges': 'firm',
  'firm-formal': 'formal',
  'person-preventive': 'preventive',
  'person-courtesy': 'courtesy',
  'person-letter': 'firm',
  'person-formal': 'formal',
  'be-person-first': 'courtesy',
  'be-person-formal': 'formal',
  'public-reminder': 'courtesy',
  'public-interest': 'firm',
}

export type TemplateSource = { readonly subject: string; readonly body: string }

/** Every word of one language that stands around a template. `{…}` marks the places of values. */
export type Labels = {
  readonly columns: Readonly<Record<'number' | 'issueOn' | 'dueOn' | 'late' | 'total' | 'open', string>>
  readonly days: readonly [one: string, many: string]
  readonly groups: Readonly<Record<'overdue' | 'upcoming' | 'credits', string>>
  readonly sums: Readonly<Record<'overdue' | 'upcoming' | 'credits' | 'interest' | 'fees' | 'payable', string>>
  /** Charges: the lines that are only shown, how they are computed, and whether they are asked for. */
  readonly charges: Readonly<
    Record<'interest' | 'fees' | 'how' | 'rates' | 'next' | 'howFees' | 'shown' | 'claimed' | 'note', string>
  >
  readonly statement: string
  readonly annex: string
  readonly payment: Readonly<
    Record<'title' | 'amount' | 'beneficiary' | 'iban' | 'bic' | 'reference' | 'structured' | 'scan' | 'qr', string>
  >
  readonly ignore: string
  readonly question: string
  readonly by: Readonly<Record<'phone' | 'email' | 'or', string>>
  readonly greeting: Readonly<Record<'named' | 'plain' | 'formal', string>>
  readonly closing: Readonly<Record<'soft' | 'formal', string>>
  readonly dateLine: string
  readonly registered: string
  readonly account: string
  readonly page: string
  readonly attached: readonly [one: string, many: string]
  /** The same when only some of the invoices listed are there. */
  readonly attachedSome: readonly [one: string, many: string]
  readonly enclosed: readonly [one: string, many: string]
  readonly reminder: string
  readonly channels: Readonly<Record<ReminderChannel, string>>
  readonly and: string
  readonly law: Readonly<Record<Regime, string>>
  readonly identity: Readonly<Record<'siren' | 'enterprise' | 'vat' | 'phone' | 'email', string>>
}

/** One language: its labels and its default texts. */
export type Texts = { readonly labels: Labels; readonly templates: Readonly<Record<TemplateKey, TemplateSource>> }
