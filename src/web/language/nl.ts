import web from '../messages.nl.json' with { type: 'json' }
import { byModule, type Messages } from './typography.ts'

export const catalogue = {
  web,
  ...byModule(import.meta.glob<Messages>('../../modules/*/messages.nl.json', { eager: true, import: 'default' })),
}
