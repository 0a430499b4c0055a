import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Pdfkit from 'pdfkit'

/** The two weights every document uses. */
export type Weight = 'regular' | 'semibold'

/** What pdfkit keeps of a font it has opened; any later document takes it as a font source. */
export type OpenFont = {
  readonly unitsPerEm: number
  readonly characterSet: readonly number[]
  glyphForCodePoint: (codePoint: number) => unknown
  layout: (text: string, features?: unknown) => Run
}
type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }
type Run = {
  readonly glyphs: readonly { readonly codePoints: readonly number[] }[]
  readonly positions: readonly Position[]
  readonly advanceWidth: number
}

const FAMILY = createRequire(import.meta.url)
const open = new Map<Weight, OpenFont>()

/**
 * The embedded family, Source Sans 3 of Adobe (SIL Open Font License 1.1, npm package `source-sans`). Chosen because it
 * has U+202F and U+00A0, all of European Latin and figures of equal width; Inter, which the screens use, has no U+202F.
 * Opened once: reading its tables costs more than setting a letter.
 */
export function openFont(weight: Weight): OpenFont {
  const held = open.get(weight)
  if (held) return held
  const file = weight === 'regular' ? 'SourceSans3-Regular.ttf' : 'SourceSans3-Semibold.ttf'
  const bytes = readFileSync(FAMILY.resolve(`source-sans/TTF/${file}`))
  const opener = new Pdfkit({ font: bytes as unknown as string, autoFirstPage: false })
  const font = (Reflect.get(opener, '_font') as { font: OpenFont }).font
  // The font remembers for each glyph the first character it was asked for, and that is what a reader copies out of the
  // document: asking in order gives U+0020 before U+00A0, and letters before any accented glyph asks for them nameless.
  for (const character of font.characterSet) font.glyphForCodePoint(character)
  adjustLayout(font)
  open.set(weight, font)
  return font
}

const NARROW_SPACE = 0x202f
/** What is added to the family's own narrow space (0.12 em), too thin to part thousands: 0.19 em in all. */
const WIDENING = 0.07

/**
 * Words whose setting is kept: letters of one run share most of theirs, and setting a word costs more than drawing it.
 */
const KEPT_WORDS = 20_000

// The glyph keeps its width, as PDF/A and PDF/UA ask; only its place in the line grows, which PDF calls kerning.
function adjustLayout(font: OpenFont): void {
  const layout = font.layout.bind(font)
  const kept = new Map<string, Run>()
  font.layout = (text): Run => {
    let run = kept.get(text)
    if (!run) {
      // No ligatures: their glyphs stand for two letters, and a search for « office » must find them.
      run = layout(text, { liga: false })
      run.glyphs.forEach((glyph, at) => {
        const position = run?.positions[at]
        if (position && glyph.codePoints[0] === NARROW_SPACE) position.xAdvance += WIDENING * font.unitsPerEm
      })
      if (kept.size >= KEPT_WORDS) kept.clear()
      kept.set(text, run)
    }
    // pdfkit scales the positions it is given in place, so each caller gets its own.
    return {
      glyphs: run.glyphs,
      positions: run.positions.map(position => ({ ...position })),
      advanceWidth: run.positions.reduce((width, position) => width + position.xAdvance, 0),
    }
  }
}
