import { addDays, yearOf, type Day } from '#kernel/day.ts'
import type { Money } from '#kernel/money.ts'
import { divideRounded } from '#kernel/rounding.ts'
import { addBusinessDays } from './holidays.ts'

/** A reminder that counts is sent once the price is late: what went out until the due date is a courtesy. */
export function countedReminder(reminder: FreeReminder | null, dueOn: Day): FreeReminder | null {
  return reminder && reminder.sentOn > dueOn ? reminder : null
}

/** The free reminder that Livre XIX asks for before any cost. */
export type FreeReminder = { readonly sentOn: Day; readonly by: 'post' | 'email' }

/** The fourteen days after a free reminder, both ends included, and the first day on which charges may be asked. */
export type FreePeriod = { readonly startsOn: Day; readonly endsOn: Day; readonly chargesFrom: Day }

/**
 * The fourteen calendar days of CDE art. XIX.2: they run from the third working day after posting, or from the day
 * after the e-mail. Saturdays are not counted as working days, which is the reading that favours the consumer.
 */
export function freePeriod({ sentOn, by }: FreeReminder): FreePeriod {
  const startsOn = by === 'email' ? addDays(sentOn, 1) : addBusinessDays(sentOn, 3, 'BE')
  return { startsOn, endsOn: addDays(startsOn, 13), chargesFrom: addDays(startsOn, 14) }
}

/**
 * The most a compensation clause may bring, in euros, for a sum still due (CDE art. XIX.4): 20 € up to 150 €, 30 € +
 * 10 % of the slice from 150 to 500 €, 65 € + 5 % of the slice above 500 €, never more than 2 000 €. Rounded half-up
 * to the cent.
 */
export function compensationCap(due: Money): Money {
  const cents = due.amount
  if (cents <= 0n) return { amount: 0n, currency: due.currency }
  if (cents <= 15_000n) return { amount: 2_000n, currency: due.currency }
  const capped =
    cents <= 50_000n
      ? 3_000n + divideRounded((cents - 15_000n) * 10n, 100n, 'half-up')
      : 6_500n + divideRounded((cents - 50_000n) * 5n, 100n, 'half-up')
  return { amount: capped > 200_000n ? 200_000n : capped, currency: due.currency }
}

/** What one reminder to a consumer may cost: nothing, or at most 7.50 € and the postage. */
export type ReminderCost = { readonly on: Day; readonly free: boolean; readonly maximum: Money }

/**
 * Reminders to a consumer who receives regular deliveries: the first three of each calendar year are free, the next
 * ones cost at most 7.50 € and the postage in force (CDE art. XIX.2). Energy and telecom have their own rules.
 * Without regular deliveries only the first reminder of a debt must be free.
 */
export function reminderCosts(sentOn: readonly Day[]): ReminderCost[] {
  const inYear = new Map<number, number>()
  return sentOn.toSorted().map(on => {
    const rank = (inYear.get(yearOf(on)) ?? 0) + 1
    inYear.set(yearOf(on), rank)
    return { on, free: rank <= 3, maximum: { amount: rank <= 3 ? 0n : 750n, currency: 'EUR' } }
  })
}
