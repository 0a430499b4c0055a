import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { fromDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import { record } from '#platform/journal.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import * as api from './api.ts'
import { chequeRoutes } from './cheque-http.ts'
import { exportReceipts } from './export.ts'
import { importRoutes } from './import-http.ts'
import { tieReturns } from './import-run.ts'
import * as matching from './matching.ts'
import type { BankAccountId, LineId } from './model.ts'
import type { ReceiptFilter } from './read-store.ts'
import * as read from './read.ts'
import * as run from './run.ts'
import { recordAccount } from './statement-store.ts'

/** The routes of this module. */
export const routes: readonly Route[] = [
  ...chequeRoutes,
  route(api.listReceipts, ({ app, actor }, { query: { line, ...query } }) => {
    return read.listReceipts(app, actor, { ...query, ...(line !== undefined && { line: line as LineId }) })
  }),
  ...importRoutes,
  route(api.proposeReceipts, async ({ app, actor }, { body }) =>
    ok(await matching.propose(app, actor, linesOf(body.lines))),
  ),
  route(api.applyReceipts, async ({ app, actor }, { body }) => {
    const done = await matching.applyCertain(app, actor, linesOf(body.lines))
    return ok({ ...done, returned: body.lines === undefined ? await tieReturns(app, actor) : 0 })
  }),
  route(api.exportReceipts, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await exportReceipts(app, actor, filter as ReceiptFilter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.findPayers, ({ app, actor }, { params, query }) => {
    return read.findPayers(app, actor, params.line as LineId, query.q)
  }),
  route(api.readReceipt, ({ app, actor }, { params }) => read.readReceipt(app, actor, params.line as LineId)),
  route(api.findPayable, ({ app, actor }, { params, query }) => {
    return read.findPayable(
      app,
      actor,
      params.line as LineId,
      query.q,
      (query.customer as CustomerId | undefined) ?? null,
    )
  }),
  route(api.confirmReceipt, ({ app, actor }, { params }) => {
    const line = params.line as LineId
    return after(app, actor, line, run.confirm(app, actor, line))
  }),
  route(api.splitReceipt, async ({ app, actor }, { params, body }) => {
    return split(app, actor, params.line as LineId, body.parts, body.onAccount)
  }),
  route(api.keepReceipt, ({ app, actor }, { params, body }) => split(app, actor, params.line as LineId, [], body)),
  route(api.setReceiptAside, ({ app, actor }, { params, body }) => {
    const line = params.line as LineId
    return after(app, actor, line, run.setAside(app, actor, line, body.reason ?? null))
  }),
  route(api.undoReceipt, ({ app, actor }, { params }) => {
    const line = params.line as LineId
    return after(app, actor, line, run.undo(app, actor, line))
  }),
  route(api.returnReceipt, ({ app, actor }, { params, body }) => {
    const line = params.line as LineId
    return after(app, actor, line, run.recordReturn(app, actor, line, body.of as LineId))
  }),
  route(api.listBankAccounts, ({ app, actor }) => read.listBankAccounts(app, actor)),
  route(api.changeBankAccount, ({ app, actor }, { params, body }) => {
    return changeAccount(app, actor, params.account as BankAccountId, {
      ...body,
      creditor: body.creditor as CreditorId | null,
    })
  }),
  route(api.listStatements, ({ app, actor }, { params }) => {
    return read.listStatements(app, actor, params.account as BankAccountId)
  }),
  route(api.listKnownPayers, ({ app, actor }, { params }) => {
    return read.listKnownPayers(app, actor, params.customer as CustomerId)
  }),
  route(api.listCustomerReceipts, ({ app, actor }, { params }) => {
    return read.listCustomerReceipts(app, actor, params.customer as CustomerId)
  }),
]

function linesOf(lines: readonly string[] | undefined): readonly LineId[] | null {
  return lines === undefined ? null : (lines as readonly LineId[])
}

// Every command answers the line as it now stands, so that the sorting screen never asks twice.
async function after(app: App, actor: Actor, line: LineId, done: Promise<Result<unknown>>) {
  const result = await done
  return result.ok ? read.receiptAfter(app, actor, line) : result
}

type Chosen = { readonly invoice: string; readonly amount: string; readonly writeOff: string }

async function split(
  app: App,
  actor: Actor,
  line: LineId,
  parts: readonly Chosen[],
  onAccount: { readonly customer: string; readonly amount?: string | undefined } | undefined,
) {
  const shown = await read.receiptAfter(app, actor, line)
  if (!shown.ok) return shown
  const { currency } = shown.value.amount
  const chosen: run.Chosen[] = []
  for (const part of parts) {
    const amount = fromDecimal(part.amount, currency)
    const writeOff = fromDecimal(part.writeOff, currency)
    if (!amount.ok) return amount
    if (!writeOff.ok) return writeOff
    chosen.push({ invoice: part.invoice as InvoiceId, amount: amount.value.amount, writeOff: writeOff.value.amount })
  }
  const kept = onAccount?.amount === undefined ? null : fromDecimal(onAccount.amount, currency)
  if (kept && !kept.ok) return kept
  const account = onAccount && { customer: onAccount.customer as CustomerId, amount: kept?.value.amount ?? null }
  return after(app, actor, line, run.split(app, actor, line, chosen, account ?? null))
}

async function changeAccount(
  app: App,
  actor: Actor,
  account: BankAccountId,
  given: { readonly creditor: CreditorId | null; readonly label: string | null; readonly rhythmDays: number },
) {
  const changed = await app.db.inTenant(actor.tenant, async (tx): Promise<Result<void>> => {
    if (given.creditor !== null && (await loadCreditors(tx, [given.creditor])).length === 0) {
      return refuse('creditor-unknown', 'there is no such creditor', { creditor: given.creditor })
    }
    const known = await recordAccount(tx, account, given)
    if (!known) return refuse('not-found', 'there is no such bank account', { account })
    // The follow-up may have waited for this account, and is told so.
    await record(tx, actor.tenant, actor, [
      { customer: null, kind: 'bank-account-changed', data: { account, ...given } },
    ])
    return ok(undefined)
  })
  return changed.ok ? read.listBankAccounts(app, actor) : changed
}
