import { z } from 'zod'
import { jobHandler } from '#platform/jobs.ts'
import { zDay } from '#kernel/schema.ts'
import type { MessageId } from '#kernel/id.ts'
import { deliver } from './deliver.ts'

const payload = z.object({ message: z.uuid(), on: zDay })

/** What the worker may be asked to do here. */
export const jobs = {
  'send-messages': jobHandler(payload, (app, actor, { message, on }) => deliver(app, actor, message as MessageId, on)),
}
