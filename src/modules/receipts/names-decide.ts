import { grown, OwnerIndex } from './columns-decide.ts'
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
  readonly #named = new OwnerIndex()
  readonly #taught = new OwnerIndex()
  // Each name is a place: its customer, and where its words begin among the words of all names.
  #customers = new Int32Array(1024)
  #starts = new Int32Array(1024)
  #words = new Int32Array(4096)
  #names = 0
  readonly #places = new Map<string, number>()
  readonly #texts: string[] = []
  // The names of each word, one word after the other.
  #firsts = new Int32Array(0)
  #holders = new Int32Array(0)
  // Each word of five letters or more under itself with one letter left out: two writings one mistake apart share one.
  readonly #near = new OwnerIndex()
  readonly #heads = new Map<string, number[]>()
  // What each name weighs, and what a question has seen of it so far.
  #wholes = new Int32Array(0)
  #seen = new Int32Array(0)

  /** `name` is `plainName`; `alias` when a confirmation taught it. */
  add(name: string, customer: number, kind: 'name' | 'alias'): void {
    if (name === '') return
    ;(kind === 'name' ? this.#named : this.#taught).add(name, customer)
    const at = this.#names
    if (at + 1 === this.#starts.length) {
      this.#starts = grown(this.#starts, Int32Array)
      this.#customers = grown(this.#customers, Int32Array)
    }
    let end = this.#starts[at] ?? 0
    for (const word of name.split(' ')) {
      if (word.length < 2 || COMMON.has(word)) continue
      if (end === this.#words.length) this.#words = grown(this.#words, Int32Array)
      this.#words[end] = this.#placeOf(word)
      end += 1
    }
    this.#customers[at] = customer
    this.#names = at + 1
    this.#starts[at + 1] = end
  }

  #placeOf(word: string): number {
    const known = this.#places.get(word)
    if (known !== undefined) return known
    const place = this.#texts.push(word) - 1
    this.#places.set(word, place)
    return place
  }

  close(): void {
    const [total, words] = [this.#starts[this.#names] ?? 0, this.#texts.length]
    this.#firsts = new Int32Array(words + 1)
    for (let n = 0; n < total; n += 1) bump(this.#firsts, (this.#words[n] ?? 0) + 1)
    for (let word = 0; word < words; word += 1) bump(this.#firsts, word + 1, this.#firsts[word])
    const next = this.#firsts.slice()
    this.#holders = new Int32Array(total)
    this.#seen = new Int32Array(this.#names)
    this.#wholes = new Int32Array(this.#names)
    for (let name = 0; name < this.#names; name += 1) {
      for (let n = this.#starts[name] ?? 0; n < (this.#starts[name + 1] ?? 0); n += 1) {
        const word = this.#words[n] ?? 0
        this.#holders[next[word] ?? 0] = name
        bump(next, word)
        bump(this.#wholes, name, this.#weight(word))
      }
    }
    for (const [place, word] of this.#texts.entries()) {
      const mates = this.#heads.get(word.slice(0, 4))
      if (mates) mates.push(place)
      else this.#heads.set(word.slice(0, 4), [place])
      if (word.length >= 5) for (const short of shortened(word)) this.#near.add(short, place)
    }
  }

  /** Customers of exactly this plain name, and whether it was learned. */
  exact(name: string): { readonly customers: readonly number[]; readonly alias: boolean } {
    const [named, taught] = [this.#named.find(name), this.#taught.find(name)]
    return { customers: [...new Set([...named, ...taught])], alias: named.length === 0 && taught.length > 0 }
  }

  /**
   * The customers whose name the words show, best first, at most five. `within` keeps only those wanted. A name counts
   * from three quarters of its weight seen.
   */
  similar(text: string, within: (customer: number) => boolean): NameHit[] {
    const said = text.split(' ').filter(word => word.length > 1 && !COMMON.has(word))
    const ours = new Map<number, number>()
    for (const [n, word] of said.entries()) {
      for (const [place, trust] of this.#writings(word, n === said.length - 1)) {
        ours.set(place, Math.max(ours.get(place) ?? 0, trust))
      }
    }
    const touched = this.#addUp(ours)
    const best = new Map<number, NameHit>()
    for (const name of touched) {
      const score = Math.floor((this.#seen[name] ?? 0) / Math.max(1, this.#wholes[name] ?? 1))
      this.#seen[name] = 0
      const customer = this.#customers[name] ?? 0
      if (score < 750 || score <= (best.get(customer)?.score ?? 0) || !within(customer)) continue
      const words = (this.#starts[name + 1] ?? 0) - (this.#starts[name] ?? 0)
      best.set(customer, { customer, score, words })
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.customer - b.customer).slice(0, 5)
  }

  // Adds to each name the weight of its words that were seen; answers the names that got any. A word that thousands
  // share finds nobody.
  #addUp(ours: ReadonlyMap<number, number>): number[] {
    const touched: number[] = []
    for (const [word, trust] of ours) {
      const [first, end] = [this.#firsts[word] ?? 0, this.#firsts[word + 1] ?? 0]
      if (end - first > 3000) continue
      const weight = this.#weight(word) * trust
      for (let n = first; n < end; n += 1) {
        const name = this.#holders[n] ?? 0
        if (this.#seen[name] === 0) touched.push(name)
        bump(this.#seen, name, weight)
      }
    }
    return touched
  }

  // Long and rare words say most.
  #weight(word: number): number {
    const shared = (this.#firsts[word + 1] ?? 0) - (this.#firsts[word] ?? 0)
    const length = Math.min((this.#texts[word] ?? '').length, 8)
    return Math.max(1, Math.round(Math.log2((this.#names + 1) / Math.max(1, shared)))) * length
  }

  #writings(word: string, last: boolean): [word: number, trust: number][] {
    const known = this.#places.get(word)
    if (known !== undefined) return [[known, 1000]]
    const found: [number, number][] = []
    if (word.length >= 5) {
      const near = new Set([word, ...shortened(word)].flatMap(short => this.#near.find(short)))
      for (const other of near) if (isOneMistake(word, this.#texts[other] ?? '')) found.push([other, 900])
    }
    // The bank cuts names at its column's end: the last word may be the start of ours.
    if (last && word.length >= 4) {
      const mates = this.#heads.get(word.slice(0, 4)) ?? []
      for (const mate of mates) if (this.#texts[mate]?.startsWith(word)) found.push([mate, 850])
    }
    return found
  }
}

function bump(counts: Int32Array, at: number, by = 1): void {
  counts[at] = (counts[at] ?? 0) + by
}

function shortened(word: string): string[] {
  return Array.from(word, (_, n) => word.slice(0, n) + word.slice(n + 1))
}
