import type { TenantId, UserId } from '#kernel/id.ts'
import { ok } from '#kernel/result.ts'
import type { Auth } from '#platform/auth.ts'
import { route, type Route } from '#platform/http/route.ts'
import * as api from './api.ts'
import * as run from './run.ts'
import * as sessions from './sessions.ts'

/**
 * The routes of this module; they need the sign-in library, so they are made with it. `linkOf` writes a link's address.
 */
export function routes(auth: Auth, linkOf: (request: Request, token: string) => string): readonly Route[] {
  return [...sessionRoutes(auth), ...peopleRoutes(auth, linkOf)]
}

function sessionRoutes(auth: Auth): Route[] {
  return [
    route(api.readSession, ({ app, request }) => sessions.describeSession(app, auth, request.headers)),
    route(api.signIn, ({ app, headers }, { body }) => sessions.signIn(app, auth, body, headers)),
    route(api.openLink, ({ app, headers }, { body }) => sessions.openLink(app, auth, body.token, headers)),
    route(api.signOut, async ({ request, headers }) => ok(await sessions.signOut(auth, request.headers, headers))),
    route(api.chooseTenant, ({ app, request }, { body }) =>
      sessions.chooseTenant(app, auth, request.headers, body.tenant as TenantId),
    ),
    route(api.saveProfile, ({ app, request }, { body }) => sessions.saveProfile(app, auth, request.headers, body)),
  ]
}

function peopleRoutes(auth: Auth, linkOf: (request: Request, token: string) => string): Route[] {
  return [
    route(api.listUsers, async ({ app, actor }) => ok({ items: await run.listUsers(app, actor) })),
    route(api.inviteUser, async ({ app, actor, request }, { body }) => {
      const invited = await run.inviteUser(app, auth, actor, body)
      if (!invited.ok) return invited
      const { user, token } = invited.value
      return ok({ user, link: token === null ? null : linkOf(request, token) })
    }),
    route(api.changeUser, ({ app, actor }, { params, body }) =>
      run.changeUser(app, actor, params.user as UserId, body),
    ),
    route(api.renewLink, async ({ app, actor, request }, { params }) => {
      const token = await run.renewLink(app, auth, actor, params.user as UserId)
      return token.ok ? ok({ link: linkOf(request, token.value) }) : token
    }),
    route(api.listKeys, async ({ app, actor }) => ok({ items: await run.listKeys(app, actor) })),
    route(api.createKey, ({ app, actor }, { body }) => run.createKey(app, actor, body)),
    route(api.revokeKey, ({ app, actor }, { params }) => run.revokeKey(app, actor, params.key)),
  ]
}
