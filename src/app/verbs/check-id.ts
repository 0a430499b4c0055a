import { parseArgs } from 'node:util'
import { checkId, ID_KINDS, isIdKind, type IdReason } from '#law/identifiers/index.ts'
import { print, WrongUsage, type Verb } from '../verb.ts'

const MEANINGS: Readonly<Record<IdReason, string>> = {
  'wrong-characters': 'it holds a character that this kind of identifier never has',
  'wrong-length': 'it is too short or too long',
  'wrong-structure': 'its parts are not those of this kind of identifier',
  'wrong-check-digit': 'its check digits do not fit the rest: a digit is wrong or two are swapped',
  'unknown-country': 'its country does not give identifiers of this kind',
  'unknown-bank-code': 'no bank holds its bank code',
}

export const verb: Verb = {
  summary: 'Check identifiers: SIREN, SIRET, VAT, enterprise number, IBAN, BIC, LEI, RF, OGM',
  usage: `quittance check-id KIND VALUE… [--json]

KIND is one of ${ID_KINDS.join(' ')}.
Exit 0 when every value is valid, 1 when one is not. The registers are not asked.`,
  run: async args => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [kind, ...identifiers] = positionals
    if (kind === undefined || !isIdKind(kind)) throw new WrongUsage(`the kind must be one of ${ID_KINDS.join(' ')}`)
    if (identifiers.length === 0) throw new WrongUsage('give at least one value')
    const checked = identifiers.map(identifier => checkId(kind, identifier))
    if (values.json) print(JSON.stringify(checked))
    else {
      for (const { value, normalized, reason } of checked) {
        print(reason ? `${value}  not valid: ${MEANINGS[reason]} (${reason})` : `${value}  valid: ${normalized}`)
      }
    }
    return checked.every(({ valid }) => valid) ? 0 : 1
  },
}
