import { isOneMistake } from './shapes-decide.ts'

/** A customer found by its name: how much of the name was seen, out of 1000, and how many words the name has. */
export type NameHit = { readonly customer: number; readonly score: number; readonly words: number }

// Words on half the bank lines of the field: they name nobody.
const COMMON = new Set(
  (
    'vir virement sepa recu recus de du des la le les et pour fact facture factures facturen factuur ref reference reglement ' +
    'paiement payment betaling overschrijving m mr mme mlle monsieur madame client klant no nr num date inst instantane ' +
    'emis emetteur motif notprovided eur bank banque transfer van der from to of the and societe cie france belgique'
  ).split(' '),
)

/**
 * Finds customers by name: the whole name at once, or word by word with typing mistakes and names cut short by the
 * bank.
 * A rare word weighs more than one that many customers share.
 */
export class NameIndex {
  private readonly whole = new Map<string, { customers: number[]; alias: boolean }>()
  private readonly names: { readonly words: readonly string[]; readonly customer: number }[] = []
  private readonly byWord = new Map<string, number[]>()
  // Each word of five letters or more under itself with one letter left out: two writings one mistake apart share one.
  private readonly nearWords = new Map<string, string | string[]>()
  private readonly byHead = new Map<string, string[]>()

  // What each name weighs, and what a question has seen of it so far.
  private wholes = new Int32Array(0)
  private seen = new Int32Array(0)

  /** `name` is `plainName`; `alias` when a confirmation taught it. */
  add(name: string, customer: number, kind: 'name' | 'alias'): void {
    if (name === '') return
    const known = this.whole.get(name)
    if (known) {
      if (!known.customers.includes(customer)) known.customers.push(customer)
    } else this.whole.set(name, { customers: [customer], alias: kind === 'alias' })
    const words = name.split(' ').filter(word => word.length > 1 && !COMMON.has(word))
    const place = this.names.push({ words, customer }) - 1
    for (const word of words) {
      const places = this.byWord.get(word)
      if (places) places.push(place)
      else this.byWord.set(word, [place])
    }
  }

  close(): void {
    this.seen = new Int32Array(this.names.length)
    this.wholes = Int32Array.from(this.names, ({ words }) => words.reduce((sum, word) => sum + this.weight(word), 0))
    for (const word of this.byWord.keys()) {
      const head = word.slice(0, 4)
      const mates = this.byHead.get(head)
      if (mates) mates.push(word)
      else this.byHead.set(head, [word])
      if (word.length < 5) continue
      for (const short of shortened(word)) {
        const others = this.nearWords.get(short)
        if (others === undefined) this.nearWords.set(short, word)
        else this.nearWords.set(short, typeof others === 'string' ? [others, word] : [...others, word])
      }
    }
  }

  /** Customers of exactly this plain name, and whether it was learned. */
  exact(name: string): { readonly customers: readonly number[]; readonly alias: boolean } {
    return this.whole.get(name) ?? { customers: [], alias: false }
  }

  /**
   * The customers whose name the words show, best first, at most five. `within` keeps only those wanted. A name counts
   * from three quarters of its weight seen.
   */
  similar(text: string, within: (customer: number) => boolean): NameHit[] {
    const said = text.split(' ').filter(word => word.length > 1 && !COMMON.has(word))
    const ours = new Map<string, number>()
    for (const [n, word] of said.entries()) {
      for (const [writing, trust] of this.writings(word, n === said.length - 1)) {
        ours.set(writing, Math.max(ours.get(writing) ?? 0, trust))
      }
    }
    const touched = this.addUp(ours)
    const best = new Map<number, NameHit>()
    for (const place of touched) {
      const score = Math.floor((this.seen[place] ?? 0) / Math.max(1, this.wholes[place] ?? 1))
      this.seen[place] = 0
      const name = this.names[place]
      if (score < 750 || !name || score <= (best.get(name.customer)?.score ?? 0) || !within(name.customer)) continue
      best.set(name.customer, { customer: name.customer, score, words: name.words.length })
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.customer - b.customer).slice(0, 5)
  }

  // Adds to each name the weight of its words that were seen; answers the names that got any. A word that thousands
  // share finds nobody.
  private addUp(ours: ReadonlyMap<string, number>): number[] {
    const touched: number[] = []
    for (const [word, trust] of ours) {
      const places = this.byWord.get(word) ?? []
      if (places.length > 3000) continue
      const weight = this.weight(word) * trust
      for (const place of places) {
        if (this.seen[place] === 0) touched.push(place)
        this.seen[place] = (this.seen[place] ?? 0) + weight
      }
    }
    return touched
  }

  // Long and rare words say most.
  private weight(word: string): number {
    const shared = this.byWord.get(word)?.length ?? 1
    return Math.max(1, Math.round(Math.log2((this.names.length + 1) / shared))) * Math.min(word.length, 8)
  }

  private writings(word: string, last: boolean): [word: string, trust: number][] {
    if (this.byWord.has(word)) return [[word, 1000]]
    const found: [string, number][] = []
    if (word.length >= 5) {
      const near = new Set([word, ...shortened(word)].flatMap(short => this.nearWords.get(short) ?? []))
      for (const other of near) if (isOneMistake(word, other)) found.push([other, 900])
    }
    // The bank cuts names at its column's end: the last word may be the start of ours.
    if (last && word.length >= 4) {
      const mates = this.byHead.get(word.slice(0, 4)) ?? []
      for (const mate of mates) if (mate.startsWith(word)) found.push([mate, 850])
    }
    return found
  }
}

function shortened(word: string): string[] {
  return Array.from(word, (_, n) => word.slice(0, n) + word.slice(n + 1))
}
