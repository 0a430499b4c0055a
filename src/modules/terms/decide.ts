import type { Day } from '#kernel/day.ts'
import type {
  Acceptance,
  Because,
  BecauseCode,
  Clauses,
  Governing,
  GoverningQuestion,
  Variant,
  Version,
} from './model.ts'
import { NO_TERMS } from './model.ts'

type OrderQuestion = Omit<GoverningQuestion, 'invoice'>

/** Everything registered that may govern an invoice of one creditor. */
export type Register = {
  readonly versions: readonly Version[]
  readonly variants: readonly Variant[]
  readonly acceptances: readonly Acceptance[]
}

/**
 * Which terms govern an invoice: those accepted for its order; else those the customer accepted last before the order;
 * else those in force that day, unproven. A variant of the customer, else of the segment, is laid over them. Every step
 * says why, and what a person should look at (an unknown order day, a newer version nobody accepted).
 */
export function governing({ invoice, ...question }: GoverningQuestion, register: Register): Governing {
  return { invoice, ...governingOrder(question, register) }
}

/** The same for an order that is not invoiced yet. */
export function governingOrder(question: OrderQuestion, register: Register): Omit<Governing, 'invoice'> {
  const referenceOn = question.orderedOn ?? question.issuedOn
  const base = baseVersion(question, register, referenceOn)
  const variant = variantOf(question, register.variants, referenceOn)
  const clauses = { ...NO_TERMS, ...base.version?.clauses, ...variant?.deviations }
  return {
    version: base.version?.id ?? null,
    variant: variant?.id ?? null,
    acceptance: base.acceptance?.id ?? null,
    clauses,
    referenceOn,
    because: [
      because(question.orderedOn === null ? 'order-day-unknown' : 'order-day', { on: referenceOn }),
      ...base.because,
      ...(variant
        ? [
            because(variant.customer ? 'customer-variant' : 'segment-variant', {
              reason: variant.reason,
              to: variant.to,
            }),
          ]
        : []),
    ],
  }
}

function because(code: BecauseCode, facts: Readonly<Record<string, string>>): Because {
  return { code, facts }
}

type Base = {
  readonly version: Version | null
  readonly acceptance: Acceptance | null
  readonly because: readonly Because[]
}

function baseVersion(question: OrderQuestion, register: Register, on: Day): Base {
  const ours = register.versions.filter(
    version => version.creditor.id === question.creditor && version.state !== 'draft',
  )
  const current = inForce(question, ours, on)
  const proof = acceptanceOf(question, register.acceptances, ours, on)
  const accepted = proof && ours.find(version => version.id === proof.version.id)
  if (!proof || !accepted) {
    if (!current) return { version: null, acceptance: null, because: [because('no-version', { on })] }
    const found = because('in-force', { version: current.label, from: current.from })
    return { version: current, acceptance: null, because: [found, because('not-accepted', { version: current.label })] }
  }
  const forOrder = proof.orderReference !== null
  const facts = { version: accepted.label, on: proof.on, by: proof.by, means: proof.means }
  const found = forOrder
    ? because('accepted-for-order', { ...facts, order: proof.orderReference ?? '' })
    : because('accepted', facts)
  const newer = current && current.from > accepted.from && !forOrder
  return {
    version: accepted,
    acceptance: proof,
    because: newer ? [found, because('newer-not-accepted', { version: current.label, from: current.from })] : [found],
  }
}

// The customer's language is preferred, then the creditor's, then any: terms in a language are better than none.
function inForce(question: OrderQuestion, versions: readonly Version[], on: Day): Version | null {
  const covering = versions.filter(version => version.from <= on && (version.to === null || on <= version.to))
  const speaks = (language: string) => covering.find(version => version.language === language)
  return speaks(question.language) ?? speaks(question.creditorLanguage) ?? covering[0] ?? null
}

function acceptanceOf(
  { customer, orderReference }: OrderQuestion,
  acceptances: readonly Acceptance[],
  versions: readonly Version[],
  on: Day,
): Acceptance | null {
  const theirs = acceptances
    .filter(each => each.customer.id === customer && versions.some(version => version.id === each.version.id))
    .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? 1 : -1))
  const wanted = orderReference?.trim().toLowerCase()
  const forOrder = wanted && theirs.find(each => each.orderReference?.trim().toLowerCase() === wanted)
  return forOrder || (theirs.find(each => each.orderReference === null && each.on <= on) ?? null)
}

function variantOf(question: OrderQuestion, variants: readonly Variant[], on: Day): Variant | null {
  const covering = variants.filter(
    variant => variant.creditor === question.creditor && variant.from <= on && on <= variant.to,
  )
  return (
    covering.find(variant => variant.customer?.id === question.customer) ??
    covering.find(variant => question.segment !== null && variant.segment?.id === question.segment) ??
    null
  )
}

/** One line of a variant: what the version says and what is agreed instead. */
export type DeviationLine = { readonly clause: keyof Clauses; readonly base: unknown; readonly agreed: unknown }

/** A variant as the list of what differs from a version; what says the same is left out. */
export function deviationLines(base: Clauses, deviations: Partial<Clauses>): DeviationLine[] {
  return (Object.keys(deviations) as (keyof Clauses)[])
    .filter(clause => JSON.stringify(base[clause]) !== JSON.stringify(deviations[clause]))
    .map(clause => ({ clause, base: base[clause], agreed: deviations[clause] }))
}
