import { lazyPage } from '#web/index.ts'

export { CustomerMessages } from './customer-messages.tsx'
export { Failures, SentToday } from './outcome-lists.tsx'
export { ToApprove } from './to-approve.tsx'
export { useMessageReason, useStepText } from './words.ts'

export const MessagePage = lazyPage(() => import('./message-page.tsx'), 'MessagePage')
export const MailTest = lazyPage(() => import('./mail-test.tsx'), 'MailTest')
