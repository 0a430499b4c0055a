import { parseDay, type Day } from '#kernel/day.ts'
import { fromDecimal, type Money } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import { WrongUsage } from './verb.ts'

/** The value of an option that was read, or a complaint naming it: a malformed option is a wrong call, exit code 2. */
export function readOption<T>(option: string, parsed: Result<T>): T {
  if (parsed.ok) return parsed.value
  throw new WrongUsage(`--${option}: ${parsed.refusal.message}`)
}

/** The day given by an option, null when the option is absent. */
export function dayOption(option: string, text: string | undefined): Day | null {
  return text === undefined ? null : readOption(option, parseDay(text))
}

/** The day of an option that must be there. */
export function requiredDay(option: string, text: string | undefined): Day {
  const given = dayOption(option, text)
  if (given === null) throw new WrongUsage(`--${option} is needed`)
  return given
}

/** The amount given by an option. */
export function moneyOption(option: string, text: string, currency: string): Money {
  if (!/^[A-Z]{3}$/.test(currency)) throw new WrongUsage('--currency is three capitals such as EUR')
  return readOption(option, fromDecimal(text, currency))
}

/** A whole number from 0 up. */
export function countOption(option: string, text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new WrongUsage(`--${option} is a whole number`)
  return Number(text)
}

/** Two letters in capitals. */
export function countryOption(option: string, text: string): string {
  if (!/^[A-Za-z]{2}$/.test(text)) throw new WrongUsage(`--${option} is a country of two letters such as FR`)
  return text.toUpperCase()
}

/** One of the words allowed. */
export function choiceOption<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find(choice => choice === text)
  if (found === undefined) throw new WrongUsage(`--${option} is one of ${choices.join(' ')}`)
  return found
}

/** `DATE:REST` cut at the colon. */
export function datedOption(option: string, text: string): { readonly on: Day; readonly rest: string } {
  const [date = '', ...rest] = text.split(':')
  return { on: requiredDay(option, date), rest: rest.join(':') }
}
