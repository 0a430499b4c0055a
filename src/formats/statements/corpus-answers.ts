/** One entry as the JSON answer beside a CAMT file of genkgo/camt states it. */
export type CamtAnswer = {
  readonly bookingDate: string | null
  readonly valueDate: string | null
  readonly cents: number
  readonly endToEndIds: readonly string[]
  readonly references: readonly string[]
}

/**
 * Reads such an answer: a dump of objects, amounts in minor units, instants in UTC, the same entry shown from several
 * sides.
 */
export function camtAnswer(json: string): CamtAnswer[] {
  const found: CamtAnswer[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const node = value as Record<string, unknown>
    if (node['__CLASS__'] === 'Genkgo\\Camt\\DTO\\Entry') found.push(entry(node))
    else Object.values(node).forEach(visit)
  }
  visit(JSON.parse(json))
  return found
}

function entry(node: Record<string, unknown>): CamtAnswer {
  const amount = node['getAmount'] as { getAmount: string }
  const details = [node['getTransactionDetail'], node['getTransactionDetails']]
  return {
    bookingDate: dayOf(node['getBookingDate']),
    valueDate: dayOf(node['getValueDate']),
    cents: Number(amount.getAmount),
    endToEndIds: stringsOf(details, 'getEndToEndId'),
    references: stringsOf(details, 'getRef'),
  }
}

function dayOf(value: unknown): string | null {
  return (value as Record<string, string> | null)?.['0']?.slice(0, 10) ?? null
}

function stringsOf(value: unknown, key: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'string' ? [inner] : stringsOf(inner, key),
  )
}

/** One transaction as the YAML answer beside an MT940 file of wolph/mt940 states it. */
export type YamlAnswer = {
  readonly amount: string
  readonly date: string | null
  readonly entryDate: string | null
  readonly iban: string | null
  readonly bankReference: string | null
  readonly endToEnd: string | null
}

/** Reads such an answer: a dump of Python objects, each date four bytes (year high and low, month, day) in base64. */
export function yamlEntries(text: string): YamlAnswer[] {
  const blocks = text.split(/^- (?:&id\d+ )?!!python\/object:mt940\.models\.Transaction$/m).slice(1)
  return blocks.map(block => ({
    amount: /apply:decimal\.Decimal\n\s+- '([^']+)'/.exec(block)?.[1] ?? '',
    date: dayOfBytes(/^ {4}date: .*\n\s+- !!binary \|\n\s+(\S+)/m.exec(block)?.[1]),
    entryDate: dayOfBytes(/^ {4}entry_date: .*\n\s+- !!binary \|\n\s+(\S+)/m.exec(block)?.[1]),
    iban: scalar(block, 'applicant_iban'),
    bankReference: scalar(block, 'bank_reference'),
    endToEnd: scalar(block, 'end_to_end_reference'),
  }))
}

function scalar(block: string, key: string): string | null {
  const found = new RegExp(`^ {4}${key}: '?([^'\\n]+)`, 'm').exec(block)?.[1]
  return found === undefined || found === 'null' ? null : found
}

function dayOfBytes(base64: string | undefined): string | null {
  if (base64 === undefined) return null
  const [high = 0, low = 0, month = 0, dayOfMonth = 0] = Buffer.from(base64, 'base64')
  return `${high * 256 + low}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}
