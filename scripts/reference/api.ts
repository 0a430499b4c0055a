import { allRoutes } from '#app/house.ts'
import type { Auth } from '#platform/auth.ts'
import { eventsContract } from '#platform/http/server.ts'
import type { Access, Contract } from '#kernel/contract.ts'
import { page, table } from './page.ts'

/** Every route of the program, grouped by the first word of its path. */
export function apiPage(): string {
  // Only the contracts are read here, and they do not depend on the sign-in library that the routes will call.
  const contracts = [...allRoutes({} as Auth).map(route => route.contract), eventsContract]
  const groups = Map.groupBy(contracts, contract => contract.path.split('/')[1] ?? '')
  const parts = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, list]) => {
      const sorted = list.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      return `## ${group}\n\n${table(['call', 'what it does', 'who', 'refused'], sorted.map(rowOf))}`
    })
  return page(
    'API',
    `The ${contracts.length} routes under \`/api\`, from the contracts that the server checks calls against. ` +
      'Schemas of what is sent and answered: `/api/openapi.json` of a running server. Errors are ' +
      '`application/problem+json` (RFC 9457) with a `code`; a POST may carry an `Idempotency-Key`.',
    parts,
  )
}

function rowOf(contract: Contract): string[] {
  const { method, path, summary, media, upload, refusals = {} } = contract
  const form = upload === true ? ' (form)' : media === undefined ? '' : ' (file or stream)'
  const refused = Object.entries(refusals).map(([code, status]) => `\`${code}\` ${status}`)
  return [`\`${method.toUpperCase()} ${path}\`${form}`, summary, accessOf(contract.access), refused.join(', ')]
}

function accessOf(access: Access): string {
  if (access === 'public') return 'everybody'
  if (access === 'signed-in') return 'anybody signed in'
  return access.length === 4 ? 'every role' : access.join(', ')
}
