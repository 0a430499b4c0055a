import web from '../messages.en.json' with { type: 'json' }
import { byModule, type Messages } from './typography.ts'

export const catalogue = {
  web,
  ...byModule(import.meta.glob<Messages>('../../modules/*/messages.en.json', { eager: true, import: 'default' })),
}
