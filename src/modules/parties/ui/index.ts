import { lazyPage } from '#web/index.ts'

export { useCollectorChoices, useCreditorChoices, useGroupChoices, useSegmentChoices } from './choices.ts'
export { Contacts } from './contacts.tsx'
export { CustomerPick, type PickedCustomer } from './customer-pick.tsx'
export { CustomerPanel, PausePanel, useResume } from './customer-panels.tsx'
export { useKindChoices, type Customer } from './words.ts'

export const CreditorSettings = lazyPage(() => import('./creditor-settings.tsx'), 'CreditorSettings')
export const SegmentSettings = lazyPage(() => import('./segment-settings.tsx'), 'SegmentSettings')
