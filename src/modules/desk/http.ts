import type { CustomerId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import * as run from './run.ts'

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.readToday, ({ app, actor }, { query }) => run.readToday(app, actor, query.collector)),
  route(api.listCustomers, ({ app, actor }, { query }) => run.listCustomers(app, actor, query)),
  route(api.exportCustomers, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await run.exportCustomers(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readBalance, ({ app, actor }, { params }) => run.readBalance(app, actor, params.customer as CustomerId)),
  route(api.readTimeline, ({ app, actor }, { params, query }) =>
    run.readTimeline(app, actor, params.customer as CustomerId, query),
  ),
  route(api.addNote, ({ app, actor }, { params, body }) =>
    run.addNote(app, actor, params.customer as CustomerId, body.text),
  ),
  route(api.search, async ({ app, actor }, { query }) => ok({ items: await run.search(app, actor, query.q) })),
]
