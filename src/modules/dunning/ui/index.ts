import { lazyPage } from '#web/index.ts'

export { EndTask } from './end-task.tsx'
export { NextStep, StepPlan } from './follow-up.tsx'
export { Held } from './held.tsx'
export { RunDay } from './run-day.tsx'
export { Script } from './script.tsx'
export { useActionText, useReasonText, type Task } from './words.ts'

export const ScenariosPage = lazyPage(() => import('./scenarios-page.tsx'), 'ScenariosPage')
