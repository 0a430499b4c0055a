import type { ContactId, CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import * as run from './run.ts'
import { findCustomerNames } from './store.ts'

/** The routes of this module. */
export const routes: readonly Route[] = [
  route(api.listCreditors, async ({ app, actor }) => ok({ items: await run.listCreditors(app, actor) })),
  route(api.addCreditor, ({ app, actor }, { body }) => run.addCreditor(app, actor, body)),
  route(api.changeCreditor, ({ app, actor }, { params, body }) =>
    run.changeCreditor(app, actor, params.creditor as CreditorId, body),
  ),
  route(api.readCustomer, ({ app, actor }, { params }) => run.readCustomer(app, actor, params.customer as CustomerId)),
  route(api.changeCustomer, ({ app, actor }, { params, body }) =>
    run.changeCustomer(app, actor, params.customer as CustomerId, body),
  ),
  route(api.addContact, ({ app, actor }, { params, body }) =>
    run.saveContact(app, actor, params.customer as CustomerId, body),
  ),
  route(api.changeContact, ({ app, actor }, { params, body }) =>
    run.saveContact(app, actor, params.customer as CustomerId, body, params.contact as ContactId),
  ),
  route(api.removeContact, ({ app, actor }, { params }) =>
    run.removeContact(app, actor, params.customer as CustomerId, params.contact as ContactId),
  ),
  route(api.listSegments, async ({ app, actor }) => ok({ items: await run.listSegments(app, actor) })),
  route(api.saveSegments, async ({ app, actor }, { body }) => {
    const segments = body.items.map(segment => ({ ...segment, id: segment.id as SegmentId }))
    const saved = await run.saveSegments(app, actor, segments)
    return saved.ok ? ok({ items: saved.value }) : saved
  }),
  route(api.nameCustomers, async ({ app, actor }, { query: { q, creditor } }) =>
    ok({ items: await app.db.inTenant(actor.tenant, tx => findCustomerNames(tx, { q, creditor })) }),
  ),
  route(api.listGroups, async ({ app, actor }) => ok({ items: await run.listGroups(app, actor) })),
]
