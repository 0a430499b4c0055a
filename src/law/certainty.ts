/**
 * How sure a legal figure is. A: wording of the law or of an official page, read directly or quoted with its address.
 * B: two or more agreeing sources, or the text of the order. C: one secondary source, or formula and source. M: general
 * knowledge or computed, check before relying on it. X: sources disagree.
 */
export type Certainty = 'A' | 'B' | 'C' | 'M' | 'X'

/** Where a rule comes from, as a letter or a screen shows it. */
export type Source = {
  readonly article: string
  readonly says: string
  readonly url: string | null
  /** First day the cited version applies, null when it was not looked up. */
  readonly since: string | null
  readonly certainty: Certainty
}

/** A point a person must look at: the code is stable, the message is plain English, the data holds both readings. */
export type Flag = {
  readonly code: string
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
}
