import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { toDecimal } from '#kernel/money.ts'
import { ok } from '#kernel/result.ts'
import { chargesToJson } from '#law/charge-json.ts'
import { computeCharges, type ChargeStatement, type Claim } from '#law/charges.ts'
import type { DebtEvent } from '#law/late-interest.ts'
import { parsePercent, percent, SHIPPED_RATES } from '#law/rates/rates.ts'
import { readingsOf, type Reading } from '#law/readings.ts'
import { systemClock } from '#platform/clock.ts'
import * as option from '../options.ts'
import { print, sayRefusal, WrongUsage, type Verb } from '../verb.ts'

const OPTIONS = {
  principal: { type: 'string' },
  currency: { type: 'string', default: 'EUR' },
  due: { type: 'string' },
  paid: { type: 'string' },
  'as-of': { type: 'string' },
  payment: { type: 'string', multiple: true, default: [] as string[] },
  'credit-note': { type: 'string', multiple: true, default: [] as string[] },
  'creditor-country': { type: 'string', default: 'FR' },
  'customer-country': { type: 'string' },
  customer: { type: 'string', default: 'unknown' },
  'contract-rate': { type: 'string' },
  'rate-line': { type: 'string', multiple: true, default: [] as string[] },
  'below-floor': { type: 'string', default: 'contract' },
  'contract-date': { type: 'string' },
  'formal-notice': { type: 'string' },
  insolvency: { type: 'string' },
  disputed: { type: 'string' },
  reminder: { type: 'string' },
  'compensation-clause': { type: 'boolean' },
  'small-creditor': { type: 'boolean' },
  convention: { type: 'string', default: 'B' },
  base: { type: 'string', default: '365' },
  imputation: { type: 'string', default: 'lower' },
  compound: { type: 'boolean' },
  'added-rates': { type: 'boolean' },
  compare: { type: 'boolean' },
  state: { type: 'string' },
  tenant: { type: 'string' },
  output: { type: 'string' },
  json: { type: 'boolean' },
} satisfies ParseArgsOptionsConfig

const USAGE = `quittance charges --principal AMOUNT --due DATE [--paid DATE | --as-of DATE] [options] [--json]

Late interest and recovery fee of one debt, line by line, with the law behind each.

  --principal AMOUNT --currency EUR       what remained to pay, taxes included
  --due DATE                              payment date of the invoice
  --paid DATE                             the whole principal was paid that day
  --as-of DATE                            day of the statement (today when left out)
  --payment DATE:AMOUNT                   part payment; may be repeated
  --credit-note DATE:AMOUNT               credit note; may be repeated
  --creditor-country FR --customer-country FR
  --customer business|public|consumer|unknown
  --contract-rate 15                      yearly rate of the contract, in percent
  --rate-line DATE:RATE                   rates line by line in place of the law's; may be repeated
  --below-floor contract|floor|default    what replaces a contract rate under the floor
  --contract-date DATE                    day the contract was made (Belgium, before 16 March 2013)
  --formal-notice DATE  --insolvency DATE  --disputed AMOUNT
  --reminder DATE[:post|email]  --compensation-clause  --small-creditor     Belgian consumers
  --convention A|B  --base 365|actual  --imputation interest-first|principal-first|lower  --compound
  --compare                               also what the other readings give where the law leaves a choice
  --added-rates                           with the rates added to this installation, which opens its database

quittance charges ledger [--state open|paid-late|claimed|remaining|collected|waived] [--output FILE.csv|FILE.xlsx]
                         [--tenant NAME] [--json]

What is computed today, claimed, waived and collected, invoice by invoice, with the totals.`

export const verb: Verb = {
  summary: 'Late interest and recovery fee of one debt, every line explained',
  usage: USAGE,
  run: async args => {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const json = values.json === true
    if (positionals[0] === 'ledger') {
      const { state, tenant, output } = values
      return (await import('../charge-ledger.ts')).showLedger({ state, tenant, output, json })
    }
    if (positionals.length > 0) throw new WrongUsage(`there is no "${positionals[0]}": say ledger, or nothing`)
    const claim = claimOf(values)
    const lines =
      values['added-rates'] === true ? await (await import('../known-rates.ts')).knownRates() : ok(SHIPPED_RATES)
    if (!lines.ok) return sayRefusal(lines.refusal, json)
    const computed = computeCharges(claim, lines.value)
    if (!computed.ok) return sayRefusal(computed.refusal, json)
    const read = values.compare === true ? readingsOf(claim, lines.value) : ok([])
    if (!read.ok) return sayRefusal(read.refusal, json)
    if (json)
      print(
        JSON.stringify({
          ...chargesToJson(computed.value),
          ...(values.compare && { readings: read.value.map(plain) }),
        }),
      )
    else for (const line of [...toLines(computed.value), ...read.value.map(readingLine)]) print(line)
    return 0
  },
}

function plain({ choice, value, chosen, interest, total }: Reading) {
  return { choice, value, chosen, interest: toDecimal(interest), total: toDecimal(total) }
}

function readingLine(reading: Reading): string {
  const { choice, value, chosen, interest, total } = plain(reading)
  return `${chosen ? '=' : '?'} ${choice} ${value}: interest ${interest}, total ${total}`
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

function claimOf(values: Values): Claim {
  if (values.principal === undefined) throw new WrongUsage('--principal is needed')
  const principal = option.moneyOption('principal', values.principal, values.currency)
  const paidOn = option.dayOption('paid', values.paid)
  const asOf = option.dayOption('as-of', values['as-of']) ?? paidOn ?? systemClock.today('Europe/Paris')
  const creditorCountry = option.countryOption('creditor-country', values['creditor-country'])
  const rate = values['contract-rate']
  const { disputed } = values
  return {
    debt: { principal, dueOn: option.requiredDay('due', values.due) },
    asOf,
    events: [
      ...dated(values.payment, 'payment', values.currency),
      ...dated(values['credit-note'], 'credit-note', values.currency),
      ...(paidOn ? [{ kind: 'settlement' as const, on: paidOn }] : []),
    ],
    parties: {
      creditorCountry,
      customerCountry: option.countryOption('customer-country', values['customer-country'] ?? creditorCountry),
      customer: option.choiceOption('customer', values.customer, ['business', 'public', 'consumer', 'unknown']),
    },
    contractPpm: rate === undefined ? null : option.readOption('contract-rate', parsePercent(rate)),
    givenRates: values['rate-line'].map(text => {
      const { on, rest } = option.datedOption('rate-line', text)
      return { from: on, ppm: option.readOption('rate-line', parsePercent(rest)) }
    }),
    belowFloor: option.choiceOption('below-floor', values['below-floor'], ['contract', 'floor', 'default']),
    contractOn: option.dayOption('contract-date', values['contract-date']),
    formalNoticeOn: option.dayOption('formal-notice', values['formal-notice']),
    insolvencyOn: option.dayOption('insolvency', values.insolvency),
    disputed: disputed === undefined ? null : option.moneyOption('disputed', disputed, values.currency),
    reminder: values.reminder === undefined ? null : reminderOf(values.reminder),
    compensationClause: values['compensation-clause'] === true,
    smallCreditor: values['small-creditor'] === true,
    convention: option.choiceOption('convention', values.convention, ['A', 'B']),
    yearBase: option.choiceOption('base', values.base, ['365', 'actual']),
    imputation: option.choiceOption('imputation', values.imputation, ['interest-first', 'principal-first', 'lower']),
    compound: values.compound === true,
  }
}

function dated(texts: readonly string[], kind: 'payment' | 'credit-note', currency: string): DebtEvent[] {
  return texts.map(text => {
    const { on, rest } = option.datedOption(kind, text)
    return { kind, on, amount: option.moneyOption(kind, rest, currency) }
  })
}

function reminderOf(text: string): NonNullable<Claim['reminder']> {
  const { on, rest } = option.datedOption('reminder', text)
  return { sentOn: on, by: option.choiceOption('reminder', rest === '' ? 'post' : rest, ['post', 'email']) }
}

function toLines(stated: ChargeStatement): string[] {
  const { currency } = stated.total
  return [
    `regime          ${stated.regime.code}: ${stated.regime.because.join('; ')}`,
    ...stated.segments.map(
      ({ from, to, days, base, ppm, interest, why }) =>
        `${from} → ${to}  ${String(days).padStart(4)} days  ${toDecimal(base)} × ${percent(ppm)} %  = ` +
        `${toDecimal(interest)}  ${why}`,
    ),
    `interest        ${toDecimal(stated.interest)} ${currency} over ${stated.days} days`,
    `fee             ${toDecimal(stated.fee)} ${stated.fee.currency} (${stated.feeReason})`,
    `principal left  ${toDecimal(stated.principalLeft)} ${currency}`,
    `interest left   ${toDecimal(stated.interestLeft)} ${currency}`,
    `total           ${toDecimal(stated.total)} ${currency}`,
    ...stated.flags.map(({ code, message }) => `! ${code}: ${message}`),
    ...stated.sources.map(({ article, says, certainty }) => `§ ${article} [${certainty}] ${says}`),
  ]
}
