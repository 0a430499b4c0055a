/** The door of this module: what others may use. */
export type { Scenario } from './model.ts'
export { foundScenarios, planDay, reportPlan, runDay, type RunReport } from './run.ts'
export { routes } from './http.ts'
