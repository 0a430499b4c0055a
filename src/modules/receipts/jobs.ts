import { z } from 'zod'
import { jobHandler } from '#platform/jobs.ts'
import { zDay } from '#kernel/schema.ts'
import type { UserId } from '#kernel/id.ts'
import { resumeImport } from './import-run.ts'
import { propose } from './matching.ts'
import type { StatementImportId } from './model.ts'

const payload = z.object({
  import: z.uuid(),
  user: z.uuid().nullable(),
  role: z.enum(['collector', 'credit-manager', 'director', 'administrator']),
  on: zDay,
})

/** What the worker may be asked to do here. */
export const jobs = {
  'match-again': jobHandler(z.object({}), async (app, actor) => {
    await propose(app, actor)
  }),
  'import-statement': jobHandler(payload, async (app, actor, job, signal) => {
    const by = { ...actor, user: job.user as UserId | null, role: job.role, today: job.on }
    await resumeImport(app, by, job.import as StatementImportId, { alive: () => !signal.aborted })
  }),
}
