import web from '../messages.fr.json' with { type: 'json' }
import { byModule, type Messages } from './typography.ts'

export const catalogue = {
  web,
  ...byModule(import.meta.glob<Messages>('../../modules/*/messages.fr.json', { eager: true, import: 'default' })),
}
