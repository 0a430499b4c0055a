import type { CreditorId, MessageId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import { exportMessages } from './export.ts'
import { listMessages, readContent, readMessage } from './read.ts'
import * as run from './run.ts'

const ids = (texts: readonly string[]): MessageId[] => texts as MessageId[]

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.listMessages, ({ app, actor }, { query }) => listMessages(app, actor, query)),
  route(api.exportMessages, async ({ app, actor }, { query }) => {
    const { format, ...filter } = query
    const file = await exportMessages(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readMessage, ({ app, actor }, { params }) => readMessage(app, actor, params.message as MessageId)),
  route(api.readMessageContent, async ({ app, actor }, { params }) => {
    const found = await readContent(app, actor, params.message as MessageId)
    return found.ok ? ok(new FileAnswer({ ...found.value, inline: true })) : found
  }),
  route(api.approveMessages, async ({ app, actor }, { body }) => {
    const { done, left } = await run.approve(app, actor, ids(body.messages))
    return ok({ approved: done, left })
  }),
  route(api.takeBackApproval, async ({ app, actor }, { body }) => {
    const { done, left } = await run.takeBack(app, actor, ids(body.messages))
    return ok({ takenBack: done, left })
  }),
  route(api.cancelMessages, async ({ app, actor }, { body }) => {
    const { done, left } = await run.cancel(app, actor, ids(body.messages), body.reason)
    return ok({ cancelled: done, left })
  }),
  route(api.settleDoubtful, async ({ app, actor }, { params, body }) => {
    const id = params.message as MessageId
    const settled = await run.settleDoubtful(app, actor, id, body.verdict)
    return settled.ok ? readMessage(app, actor, id) : settled
  }),
  route(api.testMail, ({ app, actor }, { body }) => run.testMail(app, actor, body.to, body.creditor as CreditorId)),
]
