/** Messages as their JSON file writes them: words, or groups of words. */
export type Messages = { readonly [key: string]: string | Messages }

/**
 * Sets what nobody types right in a JSON file: the apostrophe of every language, and the spaces that French wants, a
 * no-break one before `: ; ! ? »` and after `«`, a narrow one before `%`.
 */
export function typeset(messages: Messages, language: string): Messages {
  const set = (text: string): string => (language === 'fr' ? frenchSpaces(apostrophes(text)) : apostrophes(text))
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? set(value) : typeset(value, language),
    ]),
  )
}

function apostrophes(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
}

function frenchSpaces(text: string): string {
  return text
    .replace(/ ([:;!?»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/ (%|€)/g, '\u202f$1')
    .replace(/(\d) (\d{3})/g, '$1\u202f$2')
}

/** Reads what `import.meta.glob` found (`../../modules/x/messages.fr.json`) into one namespace per module. */
export function byModule(files: Readonly<Record<string, Messages>>): Record<string, Messages> {
  return Object.fromEntries(
    Object.entries(files).map(([path, messages]) => [
      /([^/]+)\/messages\.\w+\.json$/.exec(path)?.[1] ?? path,
      messages,
    ]),
  )
}
