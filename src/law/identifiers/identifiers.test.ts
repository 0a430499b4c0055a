import { existsSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { luhnSum, mod97 } from './checksum.ts'
import { checkId, ID_KINDS, isIdKind, type IdKind } from './index.ts'

const VECTORS = new URL('../../../../shared/data/identifiers/stdnum-vectors-given.tsv', import.meta.url)

const KIND_OF_MODULE: Readonly<Record<string, IdKind>> = {
  'fr.siren': 'siren',
  'fr.siret': 'siret',
  'fr.tva': 'fr-vat',
  'fr.rcs': 'rcs',
  'be.vat': 'be-vat',
  'be.iban': 'iban',
  'be.ogm_vcs': 'ogm',
  'eu.vat': 'eu-vat',
  iso11649: 'rf',
  iban: 'iban',
  bic: 'bic',
  lei: 'lei',
}

describe.skipIf(!existsSync(VECTORS))('the given vectors (skipped: ../shared is absent)', () => {
  it('agree, all 951 of them', () => {
    const [, ...lines] = readFileSync(VECTORS, 'utf8').trimEnd().split('\n')
    const disagreements = lines.filter(line => {
      const [module = '', value = '', expected] = line.split('\t')
      const kind = KIND_OF_MODULE[module]
      const valid = kind ? checkId(kind, value).valid : luhnSum(value) === 0
      return valid !== (expected === 'valid')
    })
    expect(disagreements).toEqual([])
    expect(lines.length).toBeGreaterThanOrEqual(951)
  })
})

// One row per rule: kind, writing, normal writing or reason.
const TABLE: readonly (readonly [IdKind, string, string])[] = [
  ['siren', '552 100 554', '552100554'],
  ['siren', '55210055', 'wrong-length'],
  ['siren', '55210055A', 'wrong-characters'],
  ['siren', '552100555', 'wrong-check-digit'],
  ['siren', '\u200b552\u202f100\u00a0554\ufeff', '552100554'],
  ['siren', '5521\u00ad00554', '552100554'],
  ['siren', '000 000 000', 'wrong-structure'],
  ['siret', '00000000000000', 'wrong-structure'],
  ['siret', '356 000 000 00048', '35600000000048'],
  ['siret', '356 000 000 49837', '35600000049837'],
  ['siret', '356 000 000 49838', 'wrong-check-digit'],
  ['siret', '5521005540002', 'wrong-length'],
  ['siret', '552100554 00020', 'wrong-check-digit'],
  ['rcs', 'RCS Nancy B 323 159 715', 'RCS Nancy B 323159715'],
  ['rcs', 'rcs Le Mans b 323159715', 'RCS Le Mans B 323159715'],
  ['rcs', 'RCS Nancy B 323 159 716', 'wrong-check-digit'],
  ['rcs', 'Nancy B 323 159 715', 'wrong-structure'],
  ['fr-vat', 'Fr 40 303 265 045', 'FR40303265045'],
  ['fr-vat', 'FR41303265045', 'wrong-check-digit'],
  ['fr-vat', 'K7399859412', 'FRK7399859412'],
  ['fr-vat', '4Z123456782', 'FR4Z123456782'],
  ['fr-vat', 'KI399859412', 'wrong-characters'],
  ['fr-vat', 'FR 40 303 265 04', 'wrong-length'],
  ['fr-vat', 'FR 40 303 265 046', 'wrong-check-digit'],
  ['fr-vat', 'FR16000063601', 'FR16000063601'],
  ['be-number', '0403.019.261', '0403019261'],
  ['be-number', '403.019.261', '0403019261'],
  ['be-number', '(0)403.019.261', '0403019261'],
  ['be-number', '2403.019.261', 'wrong-structure'],
  ['be-number', '0000000000', 'wrong-structure'],
  ['be-number', '0403.019.262', 'wrong-check-digit'],
  ['be-number', '0403.019', 'wrong-length'],
  ['be-vat', 'BE 0403.019.261', 'BE0403019261'],
  ['be-vat', 'BE 0403.019.262', 'wrong-check-digit'],
  ['ogm', '+++010/8068/17183+++', '010806817183'],
  ['ogm', '***010/8068/17183***', '010806817183'],
  ['ogm', '010/8068/17184', 'wrong-check-digit'],
  ['ogm', '000/0000/00000', 'wrong-structure'],
  ['ogm', '000/0000/09797', '000000009797'],
  ['ogm', '010/8068/1718', 'wrong-length'],
  ['iban', 'FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
  ['iban', 'FR76 3000 6000 0112 3456 7890 188', 'wrong-check-digit'],
  // A right mod 97 over a wrong RIB key: the national key is looked at too.
  ['iban', 'FR49 3000 6000 0112 3456 7890 190', 'wrong-check-digit'],
  ['iban', 'BE43 0689 9999 9501', 'BE43068999999501'],
  // The example of the IBAN registry: right in every digit, but 539 is no bank's code.
  ['iban', 'BE68 5390 0754 7034', 'unknown-bank-code'],
  ['iban', 'BE68539007547', 'wrong-length'],
  ['iban', 'BE83138811735115', 'unknown-bank-code'],
  // Right by mod 97, but accounts of the French territories start with FR.
  ['iban', 'GP11 2004 1010 0505 0001 3M02 606', 'unknown-country'],
  ['iban', 'NC8420041010050500013M02606', 'unknown-country'],
  ['iban', 'XX431234', 'unknown-country'],
  ['iban', '0001', 'wrong-structure'],
  ['iban', 'BG93 BNBG 9661 1A20 3456 78', 'wrong-structure'],
  ['bic', 'bnpa fr pp', 'BNPAFRPP'],
  ['bic', 'BNPAFRPPXX', 'wrong-length'],
  ['bic', 'BNPAF2PP', 'wrong-characters'],
  ['lei', '9695 00ZA UC3Z 50DN ZV77', '969500ZAUC3Z50DNZV77'],
  ['lei', '969500ZAUC3Z50DNZV78', 'wrong-check-digit'],
  ['lei', '969500ZAUC3Z50DNZV7', 'wrong-length'],
  ['lei', '969500ZAUC3Z50DNZV7A', 'wrong-characters'],
  ['rf', 'RF18 5390 0754 7034', 'RF18539007547034'],
  ['rf', 'RF17 5390 0754 7034', 'wrong-check-digit'],
  ['rf', 'RF18', 'wrong-length'],
  ['rf', 'XF18539007547034', 'wrong-structure'],
  ['eu-vat', 'GR 094279805', 'EL094279805'],
  ['eu-vat', 'EL 39868210', 'EL039868210'],
  ['eu-vat', 'EL 3986821', 'wrong-length'],
  ['eu-vat', 'GB 980780684', 'unknown-country'],
  ['eu-vat', '__ 980780684', 'unknown-country'],
  ['eu-vat', 'BE697449992', 'BE0697449992'],
  ['eu-vat', 'fr 61 954 506 077', 'FR61954506077'],
  ['eu-vat', 'EU372022452', 'EU372022452'],
  ['eu-vat', 'IM3720224525', 'IM3720224525'],
  ['eu-vat', 'EU999022452', 'unknown-country'],
  ['eu-vat', 'EU37202245', 'wrong-length'],
  ['eu-vat', 'EU37202245X', 'wrong-characters'],
  ['eu-vat', 'ATU13585626', 'wrong-check-digit'],
  ['eu-vat', 'ATU1358562', 'wrong-length'],
  ['eu-vat', 'AT13585627', 'wrong-characters'],
  ['eu-vat', 'BG7523169263', 'BG7523169263'],
  ['eu-vat', 'BG7542011030', 'BG7542011030'],
  ['eu-vat', 'BG7111042925', 'BG7111042925'],
  ['eu-vat', 'BG7111042924', 'wrong-check-digit'],
  ['eu-vat', 'BG8001010008', 'BG8001010008'],
  ['eu-vat', 'BG175074751', 'wrong-check-digit'],
  ['eu-vat', 'BG1750747', 'wrong-length'],
  ['eu-vat', 'CY-12259033P', 'wrong-structure'],
  ['eu-vat', 'CY-10259033Z', 'wrong-check-digit'],
  ['eu-vat', 'CY-1025903P', 'wrong-length'],
  ['eu-vat', 'CY-10A59033P', 'wrong-characters'],
  ['eu-vat', 'CZ7103192745', 'CZ7103192745'],
  ['eu-vat', 'CZ7103192746', 'wrong-check-digit'],
  ['eu-vat', 'CZ991231123', 'CZ991231123'],
  ['eu-vat', 'CZ590312123', 'wrong-check-digit'],
  ['eu-vat', 'CZ1103492745', 'wrong-check-digit'],
  ['eu-vat', 'CZ95123891', 'wrong-structure'],
  ['eu-vat', 'CZ25123890', 'wrong-check-digit'],
  ['eu-vat', 'CZ640903927', 'wrong-check-digit'],
  ['eu-vat', 'CZ1234567', 'wrong-length'],
  ['eu-vat', 'DE 136,695 976', 'DE136695976'],
  ['eu-vat', 'DE136695978', 'wrong-check-digit'],
  ['eu-vat', 'DE036695978', 'wrong-structure'],
  ['eu-vat', 'DE13669597', 'wrong-length'],
  ['eu-vat', 'ES 54362315K', 'ES54362315K'],
  ['eu-vat', 'ES54362315A', 'wrong-check-digit'],
  ['eu-vat', 'ES X5253868R', 'ESX5253868R'],
  ['eu-vat', 'ES X5253868S', 'wrong-check-digit'],
  ['eu-vat', 'ES M1234567L', 'ESM1234567L'],
  ['eu-vat', 'ES M1234567M', 'wrong-check-digit'],
  ['eu-vat', 'ES O1234567L', 'wrong-structure'],
  ['eu-vat', 'ES J99216583', 'wrong-check-digit'],
  ['eu-vat', 'ES J9921658', 'wrong-length'],
  ['eu-vat', 'ES J99A16583', 'wrong-characters'],
  ['eu-vat', 'HR 33392005961', 'HR33392005961'],
  ['eu-vat', 'HR 33392005962', 'wrong-check-digit'],
  ['eu-vat', 'IE 6433435F', 'IE6433435F'],
  ['eu-vat', 'IE6433435OA', 'IE6433435OA'],
  ['eu-vat', 'IE8D79739I', 'IE8D79739I'],
  ['eu-vat', 'IE6433435E', 'wrong-check-digit'],
  ['eu-vat', 'IE 64334', 'wrong-length'],
  ['eu-vat', 'IE 4550C59S', 'wrong-characters'],
  ['eu-vat', 'IT00743110158', 'wrong-check-digit'],
  ['eu-vat', 'IT00687129980', 'wrong-structure'],
  ['eu-vat', 'IT0074311015', 'wrong-length'],
  ['eu-vat', 'LT100004801610', 'LT100004801610'],
  ['eu-vat', 'LT100001919018', 'wrong-check-digit'],
  ['eu-vat', 'LT119511525', 'wrong-structure'],
  ['eu-vat', 'LT11951151', 'wrong-length'],
  ['eu-vat', 'LV16117519997', 'LV16117519997'],
  ['eu-vat', 'LV16137519997', 'wrong-check-digit'],
  ['eu-vat', 'LV40003521601', 'wrong-check-digit'],
  ['eu-vat', 'LV4000352160', 'wrong-length'],
  ['eu-vat', 'NL4495445B01', 'NL004495445B01'],
  ['eu-vat', 'NL123456789B90', 'wrong-check-digit'],
  ['eu-vat', 'NL009122746B00', 'wrong-structure'],
  ['eu-vat', 'NLB06753742B01', 'wrong-characters'],
  ['eu-vat', 'NL006866304B021', 'wrong-length'],
  ['eu-vat', 'RO 18547291', 'wrong-check-digit'],
  ['eu-vat', 'RO 1630615123457', 'RO1630615123457'],
  ['eu-vat', 'RO 1630615123458', 'wrong-check-digit'],
  ['eu-vat', 'RO 1632215123457', 'wrong-check-digit'],
  ['eu-vat', 'RO 5000101123457', 'RO5000101123457'],
  ['eu-vat', 'RO 3000101123453', 'RO3000101123453'],
  ['eu-vat', 'RO 1630615123061', 'RO1630615123061'],
  ['eu-vat', 'RO 08547290', 'wrong-structure'],
  ['eu-vat', 'RO 1', 'wrong-length'],
  ['eu-vat', 'RO A', 'wrong-characters'],
  ['eu-vat', 'SE 123456789701', 'SE123456789701'],
  ['eu-vat', 'SE 123456789101', 'wrong-check-digit'],
  ['eu-vat', 'SE 123456789702', 'wrong-characters'],
  ['eu-vat', 'SE 12345678901', 'wrong-length'],
  ['eu-vat', 'SK 2022749619', 'SK2022749619'],
  ['eu-vat', 'SK 7103192745', 'SK7103192745'],
  ['eu-vat', 'SK 2022749618', 'wrong-check-digit'],
  ['eu-vat', 'SK 2012749618', 'wrong-structure'],
  ['eu-vat', 'SK 202274961', 'wrong-length'],
  ['eu-vat', 'XI 432525179', 'XI432525179'],
  ['eu-vat', 'XI GD001', 'XIGD001'],
  ['eu-vat', 'XI HA001', 'wrong-structure'],
  ['eu-vat', 'XI 432525178', 'wrong-check-digit'],
  ['eu-vat', 'XI 012525178', 'wrong-check-digit'],
  ['eu-vat', 'XI 43252517', 'wrong-length'],
]

describe('checkId', () => {
  it.each(TABLE)('%s %s → %s', (kind, value, expected) => {
    const { valid, normalized, reason } = checkId(kind, value)
    expect(normalized ?? reason).toBe(expected)
    expect(valid).toBe(reason === null)
  })

  it('reads the spaces, dashes and dots that PDFs and mails contain', () => {
    expect(checkId('siren', '552\u202f100\u00a0554').valid).toBe(true)
    expect(checkId('iban', 'BE43\u20130689\u20119999\u22129501').valid).toBe(true)
    expect(checkId('be-number', '0403\u00b7019\u2022261').valid).toBe(true)
  })

  it('accepts its own normal writing, whatever the kind', () => {
    const valid = TABLE.map(([kind, value]) => checkId(kind, value)).filter(checked => checked.valid)
    for (const { kind, normalized } of valid) expect(checkId(kind, normalized ?? '').normalized).toBe(normalized)
    expect(new Set(valid.map(checked => checked.kind))).toEqual(new Set(ID_KINDS))
  })

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ID_KINDS), fc.string({ unit: 'grapheme', maxLength: 40 }), (kind, text) => {
        const checked = checkId(kind, text)
        expect(checked.valid).toBe(checked.reason === null)
      }),
    )
  })

  it('catches every single wrong digit of a SIREN and of an RF reference', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digits = Array.from('552100554')
        digits[position] = String((Number(digits[position]) + shift) % 10)
        expect(checkId('siren', digits.join('')).valid).toBe(false)
      }),
    )
  })

  it('knows its kinds', () => {
    expect(isIdKind('iban')).toBe(true)
    expect(isIdKind('toString')).toBe(false)
    expect(mod97('RF18')).toBeTypeOf('number')
  })
})
