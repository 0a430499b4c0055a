import type { CustomerId, TaskId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import { exportFollowUps, exportTasks } from './export.ts'
import { listFollowUps, listScenarios, readFollowUp } from './read.ts'
import { reportPlan, runDay } from './run.ts'
import { endTask, listTasks, reopenTask } from './tasks.ts'

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.listFollowUps, ({ app, actor }, { query }) => listFollowUps(app, actor, query)),
  route(api.exportFollowUps, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await exportFollowUps(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readFollowUp, ({ app, actor }, { params }) => readFollowUp(app, actor, params.customer as CustomerId)),
  route(api.runFollowUp, async ({ app, actor }, { body }) => {
    const date = body.date ?? actor.today
    if (date > actor.today && !body.dryRun) {
      return refuse('date-in-future', `${date} is still to come: simulate it with dryRun, or run today`, { date })
    }
    return ok(body.dryRun ? await reportPlan(app, actor, date) : await runDay(app, actor, date))
  }),
  route(api.listTasks, ({ app, actor }, { query }) => listTasks(app, actor, query)),
  route(api.exportTasks, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await exportTasks(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.endTask, ({ app, actor }, { params, body }) => endTask(app, actor, params.task as TaskId, body)),
  route(api.reopenTask, ({ app, actor }, { params }) => reopenTask(app, actor, params.task as TaskId)),
  route(api.listScenarios, async ({ app, actor }) => ok({ items: await listScenarios(app, actor) })),
]
