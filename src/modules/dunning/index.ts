/** The door of this module: what others may use. */
export type { Scenario } from './model.ts'
export { foundScenarios, planDay, reportPlan, runDay, type RunReport } from './run.ts'
export { tellOfWaivers } from './telling.ts'
export { lookAgain } from './look-again.ts'
export type { Planned } from './standing.ts'
export { jobs } from './jobs.ts'
export { routes } from './http.ts'
