import { z } from 'zod'
import { jobHandler } from '#platform/jobs.ts'
import { zDay } from '#kernel/schema.ts'
import type { ImportId, UserId } from '#kernel/id.ts'
import { openAgain, runImport } from './import.ts'
import { endRun, loadRun } from './run-store.ts'

const payload = z.object({
  import: z.uuid(),
  apply: z.boolean(),
  confirm: z.array(z.string()),
  user: z.uuid().nullable(),
  role: z.enum(['collector', 'credit-manager', 'director', 'administrator']),
  on: zDay,
})

/** What the worker may be asked to do here. */
export const jobs = {
  'import-file': jobHandler(payload, async (app, actor, job, signal) => {
    const id = job.import as ImportId
    const run = await app.db.inTenant(actor.tenant, tx => loadRun(tx, id))
    // Stopped, done, or applied since by another job of its own: nothing is left to do.
    if (!run || run.state !== 'running' || run.dryRun === job.apply) return
    const by = { ...actor, user: job.user as UserId | null, role: job.role, today: job.on }
    const source = await openAgain(app, by, run, run.mapping)
    if (!source.ok) {
      const { code, message } = source.refusal
      await app.db.inTenant(actor.tenant, tx =>
        endRun(tx, id, 'refused', { ...run.report, refusal: { code, message } }),
      )
      return
    }
    await runImport(app, by, id, job, source.value, () => !signal.aborted)
  }),
}
