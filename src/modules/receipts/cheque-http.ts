import type { CustomerId } from '#kernel/id.ts'
import { moneyFromJson } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import { FileAnswer } from '#platform/http/file.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './cheque-api.ts'
import * as deposits from './cheque-deposits.ts'
import * as read from './cheque-read.ts'
import * as cheques from './cheques.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'

/** The routes of cheques and bills. */
export const chequeRoutes: readonly Route[] = [
  route(api.listCheques, ({ app, actor }, { query }) => read.listCheques(app, actor, query)),
  route(api.exportCheques, async ({ app, actor }, { query: { format, ...filter } }) => {
    const file = await read.exportCheques(app, actor, filter, format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.readChequeBoard, ({ app, actor }, { query }) => read.readChequeBoard(app, actor, query)),
  route(api.announceCheque, async ({ app, actor }, { body }) => {
    const amount = moneyFromJson(body.amount)
    if (!amount.ok) return amount
    const { kind, number = null, bank = null, dueOn = null } = body
    const said = { customer: body.customer as CustomerId, kind, amount: amount.value, number, bank, dueOn }
    const done = await cheques.announceCheque(app, actor, said)
    return done.ok ? read.chequeAfter(app, actor, done.value) : done
  }),
  route(api.depositCheques, ({ app, actor }, { body }) => {
    return deposits.depositCheques(app, actor, body.cheques as ChequeId[], body.account)
  }),
  route(api.readCheque, ({ app, actor }, { params }) => read.readCheque(app, actor, params.cheque as ChequeId)),
  route(api.changeCheque, ({ app, actor }, { params, body: { amount, ...details } }) => {
    const read = amount === undefined ? undefined : moneyFromJson(amount)
    if (read && !read.ok) return Promise.resolve(read)
    const id = params.cheque as ChequeId
    return after(app, actor, id, cheques.changeCheque(app, actor, id, { ...details, amount: read?.value.amount }))
  }),
  route(api.moveCheque, ({ app, actor }, { params, body }) => {
    const id = params.cheque as ChequeId
    const { to, returned, line, cost, ...rest } = body
    const costs = cost === undefined ? undefined : moneyFromJson(cost)
    if (costs && !costs.ok) return Promise.resolve(costs)
    const lines = { line: line as LineId | undefined, returned: returned as LineId | undefined }
    return after(app, actor, id, cheques.move(app, actor, id, to, { ...rest, ...lines, cost: costs?.value.amount }))
  }),
  route(api.undoCheque, ({ app, actor }, { params }) => {
    const id = params.cheque as ChequeId
    return after(app, actor, id, cheques.undoCheque(app, actor, id))
  }),
  route(api.attachChequeCopy, async ({ app, actor }, { params, body }) => {
    const id = params.cheque as ChequeId
    const file = { bytes: new Uint8Array(await body.file.arrayBuffer()), name: body.file.name }
    return after(app, actor, id, cheques.attachCopy(app, actor, id, file))
  }),
  route(api.readChequeCopy, async ({ app, actor }, { params }) => {
    const file = await read.readChequeCopy(app, actor, params.cheque as ChequeId)
    return file.ok ? ok(new FileAnswer({ ...file.value, inline: true })) : file
  }),
  route(api.findChequeLines, ({ app, actor }, { params, query }) => {
    return read.findChequeLines(app, actor, params.cheque as ChequeId, query.way)
  }),
  route(api.listDepositAccounts, async ({ app, actor }) => {
    return ok({ items: await deposits.listDepositAccounts(app, actor) })
  }),
  route(api.listDeposits, async ({ app, actor }) => ok({ items: await deposits.listDeposits(app, actor) })),
  route(api.exportDeposit, async ({ app, actor }, { params, query }) => {
    const file = await deposits.printDeposit(app, actor, params.deposit as DepositId, query.format)
    return file.ok ? ok(new FileAnswer(file.value)) : file
  }),
  route(api.clearDeposit, ({ app, actor }, { params, body }) => {
    const line = body.line as LineId | undefined
    return deposits.clearDeposit(app, actor, params.deposit as DepositId, line)
  }),
]

// Every command answers the cheque as it now stands.
async function after(app: App, actor: Actor, id: ChequeId, done: Promise<Result<void>>) {
  const result = await done
  return result.ok ? read.chequeAfter(app, actor, id) : result
}
