import { z } from 'zod'
import { jobHandler } from '#platform/jobs.ts'
import { zDay } from '#kernel/schema.ts'
import { lookAgain } from './look-again.ts'
import { runDay } from './run.ts'

/** What the worker may be asked to do here. */
export const jobs = {
  'run-day': jobHandler(z.object({ on: zDay }), async (app, actor, { on }, signal) => {
    await runDay(app, actor, on, () => !signal.aborted)
  }),
  'look-again': jobHandler(z.object({}), async (app, actor, _, signal) => {
    await lookAgain(app, actor, actor.today, () => !signal.aborted)
  }),
}
