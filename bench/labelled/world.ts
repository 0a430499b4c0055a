// The world of the labelled receipts: who owes what. It knows nothing of the matcher: it imports only the kernel's
// types and the seeded randomness of the sample portfolio.
import { at, stream, type Random } from '../../scripts/samples/random.ts'

/** Cents, and days counted from 1 January 2026 as 0. */
export type Item = {
  readonly id: string
  readonly owner: Customer
  readonly number: string
  readonly reference: string | null
  readonly issue: number
  readonly due: number
  readonly cents: number
  used: boolean
}

export type Customer = {
  readonly id: string
  readonly creditor: Creditor
  readonly name: string
  readonly ref: string
  readonly siren: string
  readonly group: string | null
  readonly iban: string
  /** Whether an earlier receipt taught the account to the creditor. */
  readonly ibanKnown: boolean
  readonly discount: boolean
  readonly items: Item[]
}

export type Creditor = {
  readonly id: string
  readonly country: 'FR' | 'BE'
  readonly number: (n: number, year: number) => string
  readonly reference: (n: number, number: string) => string | null
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** Belgian structured communication: ten digits and their remainder by 97 (97 for 0). */
export function ogm(n: number): string {
  const digits = pad(n, 10)
  const key = Number(BigInt(digits) % 97n)
  const all = digits + pad(key === 0 ? 97 : key, 2)
  return `+++${all.slice(0, 3)}/${all.slice(3, 7)}/${all.slice(7)}+++`
}

/** ISO 11649 reference over a text of letters and digits. */
function rf(text: string): string {
  const body = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const numeric = Array.from(`${body}RF00`, sign => String(Number.parseInt(sign, 36))).join('')
  return `RF${pad(98 - Number(BigInt(numeric) % 97n), 2)}${body}`
}

const CREDITORS: readonly Creditor[] = [
  { id: 'fr', country: 'FR', number: (n, year) => `FA-${year}-${pad(n, 5)}`, reference: () => null },
  { id: 'be', country: 'BE', number: (n, year) => `VF${year % 100}/${pad(n, 6)}`, reference: n => ogm(1_200_000 + n) },
  { id: 'num', country: 'FR', number: (n, year) => `${year}${pad(n, 4)}`, reference: (_, number) => rf(number) },
]

const TRADES = (
  'Menuiserie Boulangerie Garage Transports Charpentes Électricité Plomberie Imprimerie Brasserie Serrurerie Ateliers ' +
  'Maçonnerie Fromagerie Pharmacie Librairie Domaine Scierie Carrelages Peintures Jardins Hôtel Restaurant Cabinet ' +
  'Laboratoires Conserverie Verrerie Tannerie Fonderie Chocolaterie Bâtiments'
).split(' ')
const PEOPLE = (
  'Lefèvre Dubois Moreau Girard Lambert Rousseau Faure Mercier Blanchard Gauthier Chevalier Perrin Robin Masson Noël ' +
  'Vandenberghe Peeters Janssens Claes Goossens Wouters Desmet Hermans Willems Dewulf Verhaegen Lemmens Delvaux ' +
  'Collignon Lejeune Bertholet Quesnel Hébrard Touzet Vasseur Leclercq Delattre Carpentier Wattiez Bailleul'
).split(' ')
const PLACES = (
  'du Nord,du Littoral,des Deux Rives,de la Lys,du Vexin,de la Sambre,du Hainaut,des Ardennes,du Vieux Port,de Flandre,' +
  'du Marais,de l’Avesnois,du Condroz,de Hesbaye,des Trois Fontaines,de la Meuse'
).split(',')
const FORMS = { FR: ['SARL', 'SAS', 'SA', 'EURL', 'SASU'], BE: ['SRL', 'SA', 'BV', 'NV', 'SPRL'] }

function nameOf(random: Random, country: 'FR' | 'BE'): string {
  const form = random.pick(FORMS[country])
  const person = random.pick(PEOPLE)
  const said = random.weighted<() => string>([
    [() => `${random.pick(TRADES)} ${person}`, 4],
    [() => `${random.pick(TRADES)} ${random.pick(PLACES)}`, 3],
    [() => `${person} ${random.pick(PEOPLE)}`, 2],
    [() => `Éts ${person} & Fils`, 1],
    [() => `${random.pick(TRADES)} ${person} ${random.pick(PLACES)}`, 3],
  ])()
  return random.chance(70) ? `${form} ${said}` : `${said} ${form}`
}

export type World = { readonly creditors: readonly Creditor[]; readonly customers: readonly Customer[] }

/** So many customers, each with 1 to 30 open items; the same seed makes the same world. */
export function makeWorld(seed: number, size: number): World {
  const customers: Customer[] = []
  const counters = new Map<string, number>()
  for (let n = 0; n < size; n += 1) {
    const random = stream(seed, 'customer', n)
    const creditor = random.weighted([
      [at(CREDITORS, 0), 45],
      [at(CREDITORS, 1), 35],
      [at(CREDITORS, 2), 20],
    ])
    const customer: Customer = {
      id: `c${n}`,
      creditor,
      name: nameOf(random, creditor.country),
      ref: `${random.pick(['C', 'CL', '411'])}${pad(n, 5)}`,
      siren: pad(random.between(300_000_000, 989_999_999), 9),
      group: random.chance(8) ? `g${creditor.id}${random.between(0, Math.floor(size / 60))}` : null,
      iban:
        creditor.country +
        pad(n + 11, 2).slice(-2) +
        pad(30_004_000_000 + n * 7919, creditor.country === 'FR' ? 23 : 12),
      ibanKnown: random.chance(62),
      discount: random.chance(6),
      items: [],
    }
    addItems(customer, random, counters)
    customers.push(customer)
  }
  return { creditors: CREDITORS, customers }
}

function addItems(customer: Customer, random: Random, counters: Map<string, number>): void {
  const { creditor } = customer
  const count = random.weighted([
    [random.between(1, 4), 50],
    [random.between(5, 12), 40],
    [random.between(13, 30), 10],
  ])
  const monthly = random.chance(10) ? random.between(9_000, 90_000) : null
  for (let i = 0; i < count; i += 1) {
    const n = (counters.get(creditor.id) ?? 100) + random.between(1, 3)
    counters.set(creditor.id, n)
    const issue = random.between(0, 150)
    const year = 2026
    const number = creditor.number(n, year)
    const credit = random.chance(4)
    const cents = monthly ?? (random.chance(12) ? random.between(1, 90) * 10_000 : random.between(3_000, 900_000))
    customer.items.push({
      id: `${customer.id}-${i}`,
      owner: customer,
      number: credit ? `AV${number}` : number,
      reference: credit ? null : creditor.reference(n, number),
      issue,
      due: issue + random.pick([0, 30, 30, 30, 45, 60]),
      cents: credit ? -Math.round(cents / 5) : cents,
      used: false,
    })
  }
}
