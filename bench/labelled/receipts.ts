// Draws receipts of every kind with their true answer.
import { stream, type Random } from '../../scripts/samples/random.ts'
import type { Customer, Item, World } from './world.ts'
import { foreignReference, mistyped, remittance, shortNumber, writtenName, writtenNumber } from './writing.ts'

/**
 * What the receipt truly pays: cents per item, the rest on account; `customer` null when it is not a customer's money.
 */
export type Truth = {
  readonly customer: string | null
  readonly paid: ReadonlyMap<string, number>
  readonly onAccount: number
}

export type Receipt = {
  readonly kind: string
  readonly creditor: string
  readonly day: number
  readonly cents: number
  readonly name: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structured: string | null
  readonly endToEnd: string | null
  readonly truth: Truth
}

type Draft = {
  readonly items: readonly Item[]
  readonly cents?: number
  readonly paid?: ReadonlyMap<string, number>
  readonly onAccount?: number
  readonly text?: string | null
  readonly structured?: string | null
  readonly endToEnd?: string | null
  readonly payer?: Pick<Customer, 'name' | 'iban'> | null
  readonly day?: number
}

type Kind = { readonly name: string; readonly weight: number; draw(from: Customer, random: Random): Draft | null }

const total = (items: readonly Item[]): number => items.reduce((sum, item) => sum + item.cents, 0)
const free = (from: Customer): Item[] => from.items.filter(item => !item.used && item.cents > 0)
const some = (from: Customer, random: Random, least: number, most: number): Item[] | null => {
  const items = free(from)
  if (items.length < least) return null
  const count = random.between(least, Math.min(most, items.length))
  const start = random.between(0, items.length - count)
  return items.slice(start, start + count)
}
const numbers = (items: readonly Item[], random: Random): string =>
  items.map(item => writtenNumber(item.number, random)).join(random.pick([' ', ', ', ' + ', '/', ' et ']))

const single = (write: (item: Item, random: Random) => Omit<Draft, 'items'> | null): Kind['draw'] => {
  return (from, random) => {
    const items = some(from, random, 1, 1)
    const draft = items?.[0] && write(items[0], random)
    return items && draft ? { items, ...draft } : null
  }
}

const KINDS: readonly Kind[] = [
  { name: 'number', weight: 300, draw: single((item, random) => ({ text: writtenNumber(item.number, random) })) },
  {
    name: 'structured',
    weight: 150,
    draw: single(({ reference }, random) => {
      if (reference === null) return null
      return random.chance(75) ? { structured: reference, text: null } : { text: reference }
    }),
  },
  {
    name: 'end-to-end',
    weight: 30,
    draw: single((item, random) => ({ text: random.chance(50) ? null : 'REGLEMENT', endToEnd: item.number })),
  },
  {
    name: 'several numbers',
    weight: 100,
    draw: (from, random) => {
      const items = some(from, random, 2, 6)
      return items && { items, text: numbers(items, random) }
    },
  },
  {
    name: 'numbers cut short',
    weight: 35,
    draw: (from, random) => {
      const items = some(from, random, 2, 4)
      if (!items?.[0]) return null
      const rest = items.slice(1).map(item => shortNumber(item.number))
      return { items, text: [items[0].number, ...rest].join(random.pick(['/', ', ', ' '])) }
    },
  },
  {
    name: 'no reference',
    weight: 90,
    draw: single((_, random) => ({
      text: random.pick(['REGLEMENT FACTURE', 'VIREMENT', null, 'BETALING', 'paiement']),
    })),
  },
  {
    name: 'everything due',
    weight: 35,
    draw: (from, random) => {
      const open = from.items.filter(item => !item.used)
      const day = random.between(120, 170)
      const items = random.chance(50) ? open : open.filter(item => item.due <= day)
      if (items.length < 2 || total(items) <= 0) return null
      return { items, day, text: random.pick(['SOLDE COMPTE', 'RELEVE', 'REGLEMENT RELEVE', null]) }
    },
  },
  {
    name: 'mistyped number',
    weight: 50,
    draw: single((item, random) => ({ text: mistyped(item.number, random) })),
  },
  {
    name: 'short number',
    weight: 45,
    draw: single((item, random) => ({
      text: `${random.pick(['fact', 'F', 'FACTURE', ''])} ${shortNumber(item.number)}`,
    })),
  },
  { name: 'foreign reference', weight: 45, draw: single((_, random) => ({ text: foreignReference(random) })) },
  {
    name: 'twins',
    weight: 20,
    draw: (from, random) => {
      const twins = free(from).filter((item, _, all) => all.filter(other => other.cents === item.cents).length > 1)
      const same = twins.filter(item => item.cents === twins[0]?.cents).sort((a, b) => a.due - b.due)
      if (same.length < 2) return null
      const quoted = random.chance(70)
      const item = quoted ? random.pick(same) : same[0]
      return item ? { items: [item], text: quoted ? writtenNumber(item.number, random) : 'ABONNEMENT' } : null
    },
  },
  {
    name: 'partial, number given',
    weight: 30,
    draw: single((item, random) => {
      const cents = Math.round((item.cents * random.between(10, 80)) / 100)
      return {
        cents,
        paid: new Map([[item.id, cents]]),
        text: `${random.pick(['ACOMPTE', '1ER VERST', 'partiel'])} ${item.number}`,
      }
    }),
  },
  {
    name: 'partial, nothing said',
    weight: 10,
    draw: (from, random) => {
      const oldest = free(from).sort((a, b) => a.due - b.due)[0]
      if (!oldest || from.items.some(item => item.used)) return null
      const cents = Math.round((oldest.cents * random.between(20, 70)) / 100)
      return { items: [oldest], cents, paid: new Map([[oldest.id, cents]]), text: 'VERSEMENT', day: 170 }
    },
  },
  {
    name: 'overpaid',
    weight: 15,
    draw: single((item, random) => {
      const onAccount = random.between(500, 40_000)
      return { cents: item.cents + onAccount, onAccount, text: item.number }
    }),
  },
  {
    name: 'discount',
    weight: 25,
    draw: (from, random) => {
      const items = from.discount ? some(from, random, 1, 1) : null
      const item = items?.[0]
      if (!items || !item) return null
      const cents = item.cents - Math.round(item.cents * 0.02)
      const text = random.chance(80) ? writtenNumber(item.number, random) : 'ESCOMPTE 2%'
      return { items, cents, paid: new Map([[item.id, cents]]), day: item.issue + random.between(2, 9), text }
    },
  },
  {
    name: 'bank fee',
    weight: 12,
    draw: single((item, random) => {
      const cents = item.cents - random.pick([500, 800, 1200, 1500, 2000])
      return { cents, paid: new Map([[item.id, cents]]), text: item.number }
    }),
  },
  {
    name: 'a few cents',
    weight: 10,
    draw: single((item, random) => {
      const cents = item.cents - random.between(1, 90)
      return { cents, paid: new Map([[item.id, cents]]), text: writtenNumber(item.number, random) }
    }),
  },
  {
    name: 'credit note deducted',
    weight: 20,
    draw: (from, random) => {
      const note = from.items.find(item => !item.used && item.cents < 0)
      const items = some(from, random, 1, 2)
      if (!note || !items || total(items) + note.cents <= 1000) return null
      const said = [numbers(items, random), ...(random.chance(60) ? [`avoir ${note.number}`] : [])].join(' ')
      return { items: [...items, note], text: said }
    },
  },
  {
    name: 'third party',
    weight: 15,
    draw: single((item, random) => ({
      text: writtenNumber(item.number, random),
      payer: {
        name: random.pick(['ETUDE MAITRE QUESNOY', 'FACTOR DU NORD', 'M JEAN TARDIEU', 'HOLDING XYLIA']),
        iban: 'FR7630006000011234567890189',
      },
    })),
  },
  {
    name: 'deposit',
    weight: 10,
    draw: (_, random) => {
      const cents = random.between(5, 60) * 10_000
      return {
        items: [],
        cents,
        paid: new Map(),
        onAccount: cents,
        text: `ACOMPTE COMMANDE ${random.between(1000, 9999)}`,
      }
    },
  },
  {
    name: 'with recovery fee',
    weight: 6,
    draw: single((item, random) => ({
      cents: item.cents + 4000,
      onAccount: 4000,
      text: writtenNumber(item.number, random),
    })),
  },
  {
    name: 'not ours',
    weight: 20,
    draw: (_, random) => {
      const [name, text] = random.pick([
        ['DGFIP', 'REMBOURSEMENT TVA 032026'],
        ['URSSAF', 'TROP PERCU COTISATIONS'],
        ['AXA FRANCE IARD', 'INDEMNITE SINISTRE 8851204'],
        ['ONSS RSZ', 'TERUGBETALING'],
        ['ATELIERS VAUBRISE', 'VIREMENT INTERNE'],
      ] as const)
      return {
        items: [],
        cents: random.between(10_000, 900_000),
        payer: { name, iban: 'FR7610011000201234567890188' },
        text,
      }
    },
  },
]

/** `count` receipts of a world, their truth beside them. Each item is paid by one receipt at most. */
export function drawReceipts(world: World, seed: number, count: number): Receipt[] {
  const found: Receipt[] = []
  const groups = Map.groupBy(world.customers, customer => customer.group)
  const choices = KINDS.map(kind => [kind, kind.weight] as const)
  for (let n = 0; found.length < count && n < count * 40; n += 1) {
    const random = stream(seed, 'receipt', n)
    const from = random.pick(world.customers)
    const kind = random.weighted(choices)
    const group = from.group === null ? [] : (groups.get(from.group) ?? [])
    const receipt = group.length > 1 && random.chance(45) ? drawGroup(from, group, random) : drawOne(kind, from, random)
    if (receipt) found.push(receipt)
  }
  return found
}

function drawOne(kind: Kind, from: Customer, random: Random): Receipt | null {
  const draft = kind.draw(from, random)
  return draft && finish(kind.name, from, draft, random)
}

// One entity of a group pays for another, or for several.
function drawGroup(from: Customer, group: readonly Customer[], random: Random): Receipt | null {
  const items = group.flatMap(member => free(member).slice(0, random.between(0, 2)))
  if (items.length === 0) return null
  const quoted = random.chance(75) ? numbers(items, random) : 'REGLEMENT GROUPE'
  return finish('group', from, { items, text: quoted }, random)
}

function finish(kind: string, from: Customer, draft: Draft, random: Random): Receipt {
  for (const item of draft.items) item.used = true
  const payer = draft.payer === undefined ? from : draft.payer
  const written = payer === null ? null : writtenName(payer.name, random)
  // CFONB and some exports give the name in the text only.
  const inText = written !== null && random.chance(12)
  const said = draft.text ?? null
  const text = said === null ? null : remittance(said, written ?? '', random)
  const paid = draft.paid ?? new Map(draft.items.map(item => [item.id, item.cents]))
  const issue = Math.max(0, ...draft.items.map(item => item.issue))
  return {
    kind,
    creditor: from.creditor.id,
    day: draft.day ?? issue + random.between(1, 90),
    cents: draft.cents ?? total(draft.items),
    name: inText ? null : written,
    iban: inText || payer === null || random.chance(15) ? null : payer.iban,
    remittance: inText ? `VIR ${written} ${text ?? ''}`.trim() : text,
    structured: draft.structured ?? null,
    endToEnd: draft.endToEnd ?? (random.chance(60) ? 'NOTPROVIDED' : `E2E${random.between(100_000, 999_999)}`),
    truth: { customer: kind === 'not ours' ? null : from.id, paid, onAccount: draft.onAccount ?? 0 },
  }
}
