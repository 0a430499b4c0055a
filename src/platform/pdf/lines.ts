type Measure = (text: string) => number
/**
 * A piece that stays whole, with what joins it to the piece before on the same line: a space, or nothing after a
 * hyphen.
 */
type Word = { readonly text: string; readonly join: string }

/** Breaks a text into lines no wider than `width`, by the width that `measure` gives. Lengths are in points. */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap(paragraph => breakParagraph(paragraph, width, measure))
}

// Only an ordinary space or a hyphen inside a word lets a line end: U+00A0 and U+202F hold an amount to its currency
// and a colon to its word.
function breakParagraph(text: string, width: number, measure: Measure): string[] {
  const lines: Word[][] = [[]]
  for (const word of wordsOf(text).flatMap(piece => cutTooWide(piece, width, measure))) {
    const line = lines.at(-1) ?? []
    if (line.length > 0 && measure(join([...line, word])) > width) lines.push([word])
    else line.push(word)
  }
  lendAgainstWidow(lines, width, measure)
  return lines.map(join)
}

function wordsOf(text: string): Word[] {
  return text
    .split(/ +/)
    .filter(piece => piece !== '')
    .flatMap(piece =>
      piece.split(/(?<=\p{L}-)(?=\p{L})/u).map((part, index) => ({ text: part, join: index === 0 ? ' ' : '' })),
    )
}

function join(line: readonly Word[]): string {
  return line.map((word, index) => (index === 0 ? '' : word.join) + word.text).join('')
}

// A reference longer than the line is cut where it must: better than running over the margin.
function cutTooWide(word: Word, width: number, measure: Measure): Word[] {
  if (measure(word.text) <= width) return [word]
  const parts: string[] = ['']
  for (const letter of word.text) {
    const part = (parts.at(-1) ?? '') + letter
    if (part !== letter && measure(part) > width) parts.push(letter)
    else parts[parts.length - 1] = part
  }
  return parts.map((part, index) => ({ text: part, join: index === 0 ? word.join : '' }))
}

// A lone short word does not end a paragraph when the line above has one to lend.
function lendAgainstWidow(lines: Word[][], width: number, measure: Measure): void {
  const last = lines.at(-1)
  const above = lines.at(-2)
  const lent = above?.at(-1)
  if (!last || !above || !lent || last.length !== 1 || above.length < 4) return
  if ((last[0]?.text.length ?? 0) > 12 || measure(join([lent, ...last])) > width) return
  above.pop()
  last.unshift(lent)
}
