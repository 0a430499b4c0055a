/** The door of this module: what others may use. */
export type { Scenario } from './model.ts'
export { foundScenarios, planDay, reportPlan, runDay, type Planned, type RunReport } from './run.ts'
export { jobs } from './jobs.ts'
export { routes } from './http.ts'
