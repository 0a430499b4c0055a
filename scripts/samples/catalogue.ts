import { divideRounded } from '#kernel/rounding.ts'
import type { SampleCreditor } from './creditors.ts'
import type { SampleCustomer } from './customers.ts'
import type { Random } from './random.ts'

/** What is sold: names by language, UN/ECE rec. 20 unit, price in cents, VAT rate in tenths of a percent at home. */
type Article = {
  readonly code: string
  readonly fr: string
  readonly nl: string
  readonly unit: string
  readonly price: bigint
  readonly rate: bigint
  /** The most that a small customer takes at once; a large account takes eight times that. */
  readonly most: number
  readonly goods: boolean
}

const article = (
  code: string,
  fr: string,
  nl: string,
  unit: string,
  price: bigint,
  most: number,
  rate: bigint,
  goods = true,
): Article => ({ code, fr, nl, unit, price, rate, most, goods })

const FURNITURE: readonly Article[] = [
  article('BUR-160', 'Bureau droit 160 × 80, chêne clair', 'Bureau 160 × 80, lichte eik', 'C62', 31_490n, 6, 200n),
  article('SIE-ERG', 'Siège de travail réglable, tissu gris', 'Bureaustoel, grijze stof', 'C62', 18_900n, 8, 200n),
  article('ARM-120', 'Armoire basse à rideaux 120 cm', 'Lage rolluikkast 120 cm', 'C62', 27_450n, 3, 200n),
  article('TAB-REU', 'Table de réunion 10 places', 'Vergadertafel voor 10', 'C62', 64_900n, 2, 200n),
  article('CLO-ACO', 'Cloison acoustique, le mètre', 'Akoestische wand, per meter', 'MTR', 8_640n, 14, 200n),
  article('ETA-MET', 'Étagère métallique 5 niveaux', 'Metalen rek, 5 legborden', 'C62', 9_275n, 6, 200n),
  article('COM-ACC', 'Comptoir d’accueil sur mesure', 'Balie op maat', 'C62', 148_000n, 1, 200n),
  article('POS-HEU', 'Pose et réglages, main-d’œuvre', 'Plaatsing en afstelling', 'HUR', 5_200n, 9, 200n, false),
  article('LIV-FOR', 'Livraison et mise en place', 'Levering en opstelling', 'C62', 6_900n, 1, 200n, false),
  article(
    'REN-LOG',
    'Agencement d’un logement de plus de deux ans',
    'Inrichting van een woning',
    'HUR',
    4_900n,
    8,
    100n,
    false,
  ),
]

const BEERS: readonly Article[] = [
  article('BLO-24', 'Lindevoort Blonde, bac 24 × 25 cl', 'Lindevoort Blond, bak 24 × 25 cl', 'C62', 2_218n, 30, 210n),
  article('TRI-24', 'Lindevoort Triple, bac 24 × 33 cl', 'Lindevoort Tripel, bak 24 × 33 cl', 'C62', 3_364n, 18, 210n),
  article(
    'KRI-12',
    'Kriek du Vieux Sas, carton 12 × 37,5 cl',
    'Oude Sas Kriek, doos 12 × 37,5 cl',
    'C62',
    3_925n,
    8,
    210n,
  ),
  article('FUT-30', 'Fût de blonde 30 l', 'Vat blond 30 l', 'C62', 9_240n, 9, 210n),
  article('FUT-20', 'Fût de triple 20 l', 'Vat tripel 20 l', 'C62', 8_615n, 6, 210n),
  article('LIM-24', 'Limonade citron, bac 24 × 25 cl', 'Citroenlimonade, bak 24 × 25 cl', 'C62', 1_135n, 15, 60n),
  article('EAU-24', 'Eau de source pétillante, bac 24 × 25 cl', 'Bruiswater, bak 24 × 25 cl', 'C62', 890n, 20, 60n),
  article('TIR-JOU', 'Location de tireuse, la journée', 'Huur tapinstallatie, per dag', 'DAY', 4_500n, 3, 210n, false),
]

/** One line of a sample document; amounts in cents, the rate in tenths of a percent. */
export type SampleLine = {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly quantity: number
  readonly price: bigint
  readonly net: bigint
  readonly goods: boolean
  readonly category: 'S' | 'K'
  readonly rate: bigint
}

/** Between two businesses of two Member States the goods leave without VAT (directive 2006/112/EC art. 138). */
export function crossesBorder(creditor: SampleCreditor, customer: SampleCustomer): boolean {
  return customer.country !== creditor.country && customer.vat !== null
}

/** One to six different articles for this customer. */
export function linesFor(random: Random, creditor: SampleCreditor, customer: SampleCustomer): SampleLine[] {
  const crossing = crossesBorder(creditor, customer)
  const offered = (creditor.country === 'FR' ? FURNITURE : BEERS).filter(
    each => (each.goods || !crossing) && (each.rate !== 100n || customer.kind === 'private'),
  )
  const count = random.weighted([
    [1, 25],
    [2, 30],
    [3, 22],
    [4, 13],
    [6, 10],
  ] as const)
  const first = random.between(0, offered.length - 1)
  const step = random.pick([1, 3] as const)
  const lines = new Map<string, SampleLine>()
  for (let i = 0; i < count; i += 1) {
    const chosen = offered[(first + i * step) % offered.length]
    if (!chosen || lines.has(chosen.code)) continue
    const most = customer.size === 'large' ? chosen.most * 8 : customer.kind === 'private' ? 2 : chosen.most
    const quantity = random.between(1, Math.max(1, most))
    lines.set(chosen.code, {
      code: chosen.code,
      name: customer.language === 'nl' ? chosen.nl : chosen.fr,
      unit: chosen.unit,
      quantity,
      price: chosen.price,
      net: chosen.price * BigInt(quantity),
      goods: chosen.goods,
      category: crossing ? 'K' : 'S',
      rate: crossing ? 0n : chosen.rate,
    })
  }
  return [...lines.values()]
}

/** Net, VAT and gross of lines: VAT is rounded once per rate, as EN 16931 BR-CO-17 wants. */
export function totalsOf(lines: readonly SampleLine[]): { net: bigint; tax: bigint; gross: bigint } {
  const bases = new Map<bigint, bigint>()
  for (const line of lines) bases.set(line.rate, (bases.get(line.rate) ?? 0n) + line.net)
  let net = 0n
  let tax = 0n
  for (const [rate, base] of bases) {
    net += base
    tax += divideRounded(base * rate, 1000n, 'half-up')
  }
  return { net, tax, gross: net + tax }
}
