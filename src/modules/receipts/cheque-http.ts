import type { CustomerId } from '#kernel/id.ts'
import { moneyFromJson } from '#kernel/money.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './cheque-api.ts'
import * as cheques from './cheques.ts'
import type { BankAccountId, ChequeId, LineId } from './model.ts'

/** The routes of cheques and bills. */
export const chequeRoutes: readonly Route[] = [
  route(api.listCheques, ({ app, actor }, { query }) => {
    return cheques.listCheques(app, actor, query.state ?? null, (query.customer as CustomerId | undefined) ?? null)
  }),
  route(api.announceCheque, async ({ app, actor }, { body }) => {
    const amount = moneyFromJson(body.amount)
    if (!amount.ok) return amount
    const { kind, number = null, bank = null, dueOn = null } = body
    const said = { customer: body.customer as CustomerId, kind, amount: amount.value, number, bank, copy: null, dueOn }
    const done = await cheques.announceCheque(app, actor, said)
    return done.ok ? cheques.readCheque(app, actor, done.value) : done
  }),
  route(api.depositCheques, ({ app, actor }, { body }) => {
    return cheques.depositCheques(app, actor, body.cheques as ChequeId[], body.account as BankAccountId)
  }),
  route(api.moveCheque, async ({ app, actor }, { params, body }) => {
    const id = params.cheque as ChequeId
    const { to, returned, line, cost, ...rest } = body
    const costs = cost === undefined ? undefined : moneyFromJson(cost)
    if (costs && !costs.ok) return costs
    const says = { ...rest, line: line as LineId | undefined, cost: costs?.value.amount }
    const done = await cheques.move(app, actor, id, to, says, (returned as LineId | undefined) ?? null)
    return done.ok ? cheques.readCheque(app, actor, id) : done
  }),
]
