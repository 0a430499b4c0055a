import type { Actor, App } from '#platform/app.ts'
import type { CustomerId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { governingOrder } from './decide.ts'
import { findOrderer, loadRegister } from './store.ts'

/** The terms that would govern an order of today by this customer, and why. Refused: `not-found`. */
export function readCustomerTerms(app: App, actor: Actor, customer: CustomerId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const orderer = await findOrderer(tx, customer)
    if (!orderer) return refuse('not-found', `there is no customer ${customer} here`, { customer })
    const register = await loadRegister(tx, [orderer.creditor], [customer])
    const question = { ...orderer, issuedOn: actor.today, orderedOn: actor.today, orderReference: null }
    const { version: id, referenceOn: _, ...found } = governingOrder(question, register)
    const version = register.versions.find(each => each.id === id)
    return ok({
      ...found,
      creditor: orderer.creditor,
      version: version ? { id: version.id, label: version.label } : null,
    })
  })
}
