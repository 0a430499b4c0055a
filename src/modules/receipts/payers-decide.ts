import type { CreditorId, CustomerId } from '#kernel/id.ts'
import { grown, OwnerIndex, TextColumn } from './columns-decide.ts'
import type { Payer } from './model.ts'

/** Customers by the hundred thousand, in columns: a customer is a place, counted from 0. */
export class PayerColumns {
  size = 0
  readonly #ids = new TextColumn()
  readonly #names = new TextColumn()
  readonly #byId = new OwnerIndex()
  #creditors = new Uint16Array(1024)
  readonly #creditorIds: CreditorId[] = []
  #groups = new Int32Array(1024)
  readonly #groupPlaces = new Map<string, number>()
  readonly #members: number[][] = []
  #last: { readonly id: CustomerId; readonly place: number } | null = null

  add({ customer, name, creditor, group }: Payer): number {
    const place = this.size
    if (place === this.#creditors.length) {
      this.#creditors = grown(this.#creditors, Uint16Array)
      this.#groups = grown(this.#groups, Int32Array)
    }
    this.size += 1
    this.#ids.push(customer)
    this.#names.push(name)
    this.#byId.add(customer, place)
    this.#creditors[place] = this.creditorIndex(creditor)
    this.#groups[place] = group === null ? -1 : this.#join(group, place)
    return place
  }

  /** Where a customer stands; undefined when it was not added. Asked again for the same one, it answers at once. */
  placeOf(id: CustomerId): number | undefined {
    if (this.#last?.id === id) return this.#last.place
    const [place] = this.#byId.find(id)
    if (place !== undefined) this.#last = { id, place }
    return place
  }

  id(place: number): CustomerId {
    return this.#ids.get(place) as CustomerId
  }

  name(place: number): string {
    return this.#names.get(place)
  }

  creditor(place: number): CreditorId | undefined {
    return this.#creditorIds[this.#creditors[place] ?? 0]
  }

  /** A creditor as a small number, for comparing by the million; the same for the same creditor. */
  creditorIndex(creditor: CreditorId): number {
    const known = this.#creditorIds.indexOf(creditor)
    return known >= 0 ? known : this.#creditorIds.push(creditor) - 1
  }

  creditorIndexOf(place: number): number {
    return this.#creditors[place] ?? 0
  }

  /** The customers of the same group, itself alone when it has none. */
  family(place: number): readonly number[] {
    const group = this.#groups[place] ?? -1
    return group < 0 ? [place] : (this.#members[group] ?? [place])
  }

  #join(group: string, place: number): number {
    const known = this.#groupPlaces.get(group) ?? this.#members.push([]) - 1
    this.#groupPlaces.set(group, known)
    this.#members[known]?.push(place)
    return known
  }
}
