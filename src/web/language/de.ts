import web from '../messages.de.json' with { type: 'json' }
import { byModule, type Messages } from './typography.ts'

export const catalogue = {
  web,
  ...byModule(import.meta.glob<Messages>('../../modules/*/messages.de.json', { eager: true, import: 'default' })),
}
