// How people and banks write: numbers with other separators, typing mistakes, names cut, labels of French and Belgian
// banks. Shares nothing with the matcher.
import type { Random } from '../../scripts/samples/random.ts'

const bare = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

/** An invoice number as a payer may write it, still whole. */
export function writtenNumber(number: string, random: Random): string {
  const digits = number.replace(/[^0-9]/g, '')
  const letters = number.replace(/[^A-Z]/g, '')
  return random.weighted<string>([
    [number, 50],
    [number.replace(/[-/]/g, ''), 16],
    [number.replace(/[-/]/g, ' '), 8],
    [number.replace(/[-/]/g, random.pick(['/', '.', '_', '-'])), 8],
    [number.toLowerCase(), 4],
    [`${letters} ${digits}`.trim(), 6],
    [`FACT${random.pick(['', '.', ' ', ' N° ', ':'])}${number}`, 8],
  ])
}

/** The last digits only, without leading zeros. */
export function shortNumber(number: string): string {
  return /(\d+)$/.exec(number)?.[1]?.slice(-5).replace(/^0+/, '') ?? number
}

/** One typing mistake in the digits. */
export function mistyped(number: string, random: Random): string {
  const places = number.split('').flatMap((sign, n) => (/\d/.test(sign) && n > 2 ? [n] : []))
  const place = random.pick(places)
  const digit = String((Number(number[place]) + random.between(1, 9)) % 10)
  return random.weighted<string>([
    [number.slice(0, place) + digit + number.slice(place + 1), 5],
    [number.slice(0, place) + number.slice(place + 1), 2],
    [number.slice(0, place) + (number[place] ?? '') + number.slice(place), 1],
    [swapped(number, place), 2],
  ])
}

function swapped(number: string, place: number): string {
  const [a, b] = [number[place] ?? '', number[place + 1] ?? '']
  return /\d/.test(b) && a !== b ? number.slice(0, place) + b + a + number.slice(place + 2) : number.slice(0, -1)
}

/** The payer's name as the bank gives it. */
export function writtenName(name: string, random: Random): string {
  const upper = bare(name.replace('’', "'")).toUpperCase()
  const noForm = upper
    .replace(/\b(SARL|SAS|SASU|SA|EURL|SRL|BV|NV|SPRL|ETS)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return random.weighted<string>([
    [upper, 50],
    [name, 14],
    [noForm, 14],
    [upper.slice(0, random.pick([24, 27, 32])).trim(), 8],
    [nameTypo(upper, random), 6],
    [`${noForm} ${random.pick(['LILLE', 'BRUXELLES', 'NAMUR', 'PARIS', 'COMPTE COURANT'])}`, 5],
    [noForm.split(' ').toReversed().join(' '), 3],
  ])
}

function nameTypo(name: string, random: Random): string {
  const place = random.between(3, Math.max(3, name.length - 2))
  return random.chance(50)
    ? name.slice(0, place) + name.slice(place + 1)
    : `${name.slice(0, place)}X${name.slice(place + 1)}`
}

/** A reference of the payer's own, or of another supplier. */
export function foreignReference(random: Random): string {
  const n = random.between(10_000, 9_999_999)
  return random.pick([
    `CMD ${n}`,
    `BC${n}`,
    `VOTRE FACT ${random.between(100, 9_999)}`,
    `PO-${n}`,
    `DOSSIER ${random.between(100, 999)}`,
    `REGLT ${random.pick(['JANVIER', 'MARS', 'T1 2026'])}`,
    `INV${n}`,
    `REF CLT ${n}`,
    'REGLEMENT FACTURE',
    'BETALING',
  ])
}

/** The remittance as a statement shows it, in one of the ways of French and Belgian banks. */
export function remittance(said: string, name: string, random: Random): string {
  const words = random.weighted<string>([
    [said, 40],
    [
      `${random.pick(['FACTURE', 'Fact.', 'FACTURES', 'Rgt facture', 'paiement', 'REGLEMENT', 'betaling factuur'])} ${said}`,
      30,
    ],
    [`VIR SEPA RECU /DE ${name} /MOTIF ${said} /REF ${random.between(1000, 999_999)}`, 14],
    [`VIREMENT DE ${name} ${said} DU ${random.between(10, 28)}/0${random.between(1, 9)}/2026`, 8],
    [`${said} - ${random.pick(['merci', 'cordialement', 'solde', 'bien recu le 12'])}`, 8],
  ])
  return random.chance(12) ? cut(bare(words).toUpperCase()) : words
}

// CFONB columns are 31 or 35 wide: a number is split where a column ends.
function cut(text: string): string {
  return text.length <= 35 ? text : `${text.slice(0, 31)} ${text.slice(31)}`
}
