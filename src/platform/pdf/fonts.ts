import { readFileSync } from 'node:fs'

/** The two weights every document uses. */
export type Weight = 'regular' | 'semibold'

const cache = new Map<Weight, Uint8Array>()

/**
 * The bytes of the embedded family, Source Sans 3 of Adobe (SIL Open Font License 1.1, taken unchanged from the npm package
 * `source-sans` 3.52.0). Chosen because it has U+202F and U+00A0, all of European Latin and figures of equal width;
 * Inter, which the screens use, has no U+202F.
 */
export function fontBytes(weight: Weight): Uint8Array {
  const held = cache.get(weight)
  if (held) return held
  const file = weight === 'regular' ? 'SourceSans3-Regular.ttf' : 'SourceSans3-Semibold.ttf'
  const bytes = new Uint8Array(readFileSync(new URL(`fonts/${file}`, import.meta.url)))
  cache.set(weight, bytes)
  return bytes
}
