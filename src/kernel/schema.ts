import { z } from 'zod'
import { fromDecimal } from './money.ts'
import { parseDay, type Day } from './day.ts'

// The zod shapes of the kernel's values, shared by every contract. zod is the kernel's one dependency.

/** A `Day` in JSON and in query strings. */
export const zDay = z
  .string()
  .refine(text => parseDay(text).ok, 'a date such as 2026-03-31')
  .transform(text => text as Day)
  .meta({ format: 'date', example: '2026-03-31' })

/** A UUID. */
export const zId = z.uuid()

/** Money as JSON: a decimal string and its currency. */
export const zMoney = z
  .object({ amount: z.string(), currency: z.string().regex(/^[A-Z]{3}$/) })
  .refine(value => fromDecimal(value.amount, value.currency).ok, 'a decimal amount of that currency')
  .meta({ id: 'Money' })

export const zLanguage = z.enum(['fr', 'nl', 'en', 'de'])
export const zCountry = z.string().regex(/^[A-Z]{2}$/, 'a country code of two capitals')
export const zKind = z.enum(['company', 'public', 'private', 'unknown'])

/** An instant, UTC, as ISO 8601. */
export const zAt = z.string().meta({ format: 'date-time' })

/** What every list takes: a search text, a sort such as `-due` (minus = descending), a cursor and a page size. */
export const listQuery = {
  q: z.string().max(200).optional(),
  sort: z.string().max(40).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
}

/** What every list answers: a page, the cursor of the next one or null, and how many there are in all. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), count: z.number().int() })
}

/** A comma-separated query parameter as a list of words. */
export const zWords = z.string().transform(text => text.split(',').filter(word => word !== ''))

/** The formats a list is exported in. */
export const zExport = z.enum(['csv', 'xlsx'])
