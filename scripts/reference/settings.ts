import { z } from 'zod'
import { SETTINGS } from '#platform/config.ts'
import { page, table } from './page.ts'

type Property = {
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}

/** Every variable of the environment that the program reads. */
export function settingsPage(): string {
  const { properties = {} } = z.toJSONSchema(SETTINGS, { io: 'input', unrepresentable: 'any' })
  const rows = Object.entries(properties).map(([name, property]) => {
    const { description = '', default: preset, enum: words, minimum, maximum } = property as Property
    const range = words ? words.join(', ') : maximum === undefined ? '' : `${minimum} to ${maximum}`
    return [`\`${name}\``, description, range, preset === undefined ? '' : `\`${JSON.stringify(preset)}\``]
  })
  return page(
    'Settings',
    'Read from the environment once, at the start; all mistakes are listed together and no value is ever printed.',
    [table(['variable', 'what it decides', 'values', 'when absent'], rows)],
  )
}
