import { parseArgs } from 'node:util'
import { TERM_METHODS } from '#law/due-date.ts'
import { checkTerm, TERM_SECTORS } from '#law/payment-terms.ts'
import * as option from '../options.ts'
import { print, WrongUsage, type Verb } from '../verb.ts'

export const verb: Verb = {
  summary: 'Check a payment term against the caps of the law',
  usage: `quittance term-check (--days N [--method METHOD] [--from issue|receipt|delivery] | --none-agreed)
                     [--country FR|BE|…] [--customer business|public] [--sector SECTOR]
                     [--in-contract] [--acceptance-days N] [--issued DATE] [--json]

METHOD is one of ${TERM_METHODS.join(' ')}.
SECTOR is one of ${TERM_SECTORS.join(' ')}.
--acceptance-days is the time the buyer takes to accept or verify what he received.
Without --issued every start of four years is tried. Exit 1 when the term breaks a rule.`,
  run: async args => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        days: { type: 'string' },
        method: { type: 'string', default: 'net' },
        from: { type: 'string', default: 'issue' },
        'none-agreed': { type: 'boolean' },
        country: { type: 'string', default: 'FR' },
        customer: { type: 'string', default: 'business' },
        sector: { type: 'string' },
        'in-contract': { type: 'boolean' },
        issued: { type: 'string' },
        'acceptance-days': { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const { days, 'acceptance-days': acceptance } = values
    if ((days === undefined) !== (values['none-agreed'] === true)) throw new WrongUsage('give --days or --none-agreed')
    const customer = option.choiceOption('customer', values.customer, ['business', 'public'])
    const verdict = checkTerm({
      country: option.countryOption('country', values.country),
      sector: option.choiceOption(
        'sector',
        values.sector ?? (customer === 'public' ? 'state' : 'general'),
        TERM_SECTORS,
      ),
      rule:
        days === undefined
          ? null
          : {
              method: option.choiceOption('method', values.method, TERM_METHODS),
              days: option.countOption('days', days),
              from: option.choiceOption('from', values.from, ['issue', 'receipt', 'delivery']),
            },
      inContract: values['in-contract'] === true,
      startsOn: option.dayOption('issued', values.issued),
      acceptanceDays: acceptance === undefined ? null : option.countOption('acceptance-days', acceptance),
    })
    if (values.json) {
      const { allowed, cap, breaches, flags } = verdict
      print(JSON.stringify({ allowed, sector: cap.sector, cap: cap.limits, breaches, flags, sources: [cap.source] }))
    } else {
      print(verdict.allowed ? `lawful: ${verdict.cap.source.says}` : 'not lawful')
      for (const { code, message, source } of verdict.breaches) print(`✗ ${code}: ${message} (${source.article})`)
      for (const { code, message } of verdict.flags) print(`! ${code}: ${message}`)
    }
    return verdict.allowed ? 0 : 1
  },
}
