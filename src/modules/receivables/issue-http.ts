import type { z } from 'zod'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './issue-api.ts'
import { issueNote, previewDebitNote } from './issue-note.ts'
import type { Issued } from './issue-paper.ts'
import { issueInvoice, previewInvoice } from './issue.ts'

const shown = (issued: Result<Issued>) => {
  if (!issued.ok) return issued
  const { id, number, dueOn, total, currency } = issued.value
  return ok({ id, number, dueOn, total: moneyToJson(money(total, currency)) })
}

/** The routes of issuing. */
export const issueRoutes: readonly Route[] = [
  route(api.issueInvoice, async ({ app, actor }, { body }) => shown(await issueInvoice(app, actor, invoiceOf(body)))),
  route(api.issueNote, async ({ app, actor }, { body }) => shown(await issueNote(app, actor, noteOf(body)))),
  route(api.previewIssue, async ({ app, actor }, { query }) => {
    const invoice = query.invoice === undefined ? null : draftIn(api.zDraft, query.invoice)
    const note = query.note === undefined ? null : draftIn(api.zDebitNote, query.note)
    const page = invoice
      ? await previewInvoice(app, actor, invoiceOf(invoice))
      : note
        ? await previewDebitNote(app, actor, noteOf(note))
        : refuse('draft-not-valid', 'give the document as JSON: customer, lines with name, quantity and price')
    if (!page.ok) return page
    const bytes = new Uint8Array(page.value)
    return ok(new FileAnswer({ bytes, mediaType: 'application/pdf', name: 'apercu.pdf', inline: true }))
  }),
]

function invoiceOf(draft: z.output<typeof api.zDraft>) {
  return { ...draft, customer: draft.customer as CustomerId }
}

function noteOf(draft: z.output<typeof api.zDebitNote>) {
  return { ...draft, customer: draft.customer as CustomerId }
}

function draftIn<Draft>(shape: z.ZodType<Draft>, text: string): Draft | null {
  try {
    const read = shape.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}
