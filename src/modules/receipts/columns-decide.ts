/** FNV-1a, 32 bits. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < key.length; n += 1) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193)
  return hash >>> 0
}

/** A typed array grown to twice its length. */
export function grown<T extends { readonly length: number; set(from: T): void }>(
  from: T,
  make: new (length: number) => T,
): T {
  const to = new make(from.length * 2)
  to.set(from)
  return to
}

const ascii = new TextDecoder()

/**
 * Texts by the million, end to end in one array of bytes: as many strings would each be an object that the collector of
 * garbage visits again and again. What is beyond ASCII stands aside.
 */
export class TextColumn {
  length = 0
  #bytes = new Uint8Array(4096)
  #ends = new Uint32Array(1024)
  readonly #wide = new Map<number, string>()

  push(text: string): number {
    const at = this.length
    let end = this.#start(at)
    while (end + text.length > this.#bytes.length) this.#bytes = grown(this.#bytes, Uint8Array)
    if (at === this.#ends.length) this.#ends = grown(this.#ends, Uint32Array)
    for (let n = 0; n < text.length; n += 1) {
      const unit = text.charCodeAt(n)
      if (unit > 127) {
        this.#wide.set(at, text)
        break
      }
      this.#bytes[end] = unit
      end += 1
    }
    this.#ends[at] = end
    this.length += 1
    return at
  }

  get(at: number): string {
    if (this.#wide.size > 0 && this.#wide.has(at)) return this.#wide.get(at) ?? ''
    return ascii.decode(this.#bytes.subarray(this.#start(at), this.#ends[at]))
  }

  #start(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] ?? 0)
  }
}

/**
 * Places by a text, several places for one text: a table with open addressing that holds hashes and places and no
 * text. Who asks compares what it finds. At most half of it is full, so that an absent text is known at once.
 */
export class HashIndex {
  size = 0
  #hashes = new Uint32Array(1024)
  #places = new Int32Array(1024).fill(-1)

  add(key: string, place: number): void {
    if (this.size * 2 >= this.#places.length) this.#grow()
    this.#put(hashOf(key), place)
    this.size += 1
  }

  /** The places of texts that have the hash of this one, in the order they were added. */
  find(key: string): number[] {
    const hash = hashOf(key)
    const mask = this.#places.length - 1
    const found: number[] = []
    for (let slot = hash & mask; this.#places[slot] !== -1; slot = (slot + 1) & mask) {
      if (this.#hashes[slot] === hash) found.push(this.#places[slot] ?? -1)
    }
    return found
  }

  #put(hash: number, place: number): void {
    const mask = this.#places.length - 1
    let slot = hash & mask
    while (this.#places[slot] !== -1) slot = (slot + 1) & mask
    this.#places[slot] = place
    this.#hashes[slot] = hash
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places]
    this.#hashes = new Uint32Array(places.length * 2)
    this.#places = new Int32Array(places.length * 2).fill(-1)
    // From the end of a run of neighbours the order of equal texts would turn: an empty slot is where a run begins.
    const first = places.indexOf(-1)
    for (let n = 0; n < places.length; n += 1) {
      const slot = (first + n) & (places.length - 1)
      const place = places[slot] ?? -1
      if (place !== -1) this.#put(hashes[slot] ?? 0, place)
    }
  }
}

/** Owners by a text: several texts of one owner, several owners of one text. */
export class OwnerIndex {
  readonly #texts = new TextColumn()
  readonly #index = new HashIndex()
  #owners = new Int32Array(1024)

  add(text: string, owner: number): void {
    const place = this.#texts.push(text)
    if (place === this.#owners.length) this.#owners = grown(this.#owners, Int32Array)
    this.#owners[place] = owner
    this.#index.add(text, place)
  }

  /** Each owner once, in the order they were added. */
  find(text: string): number[] {
    const found: number[] = []
    for (const place of this.#index.find(text)) {
      const owner = this.#owners[place] ?? -1
      if (this.#texts.get(place) === text && !found.includes(owner)) found.push(owner)
    }
    return found
  }
}
