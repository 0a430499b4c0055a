import { sql } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'
import type { App } from './app.ts'

/** Today where the tenant lives. Throws when there is no such tenant. */
export async function loadToday(app: App, tenant: TenantId): Promise<Day> {
  const { rows } = await app.db.shared(tx =>
    sql<{ time_zone: string }>`select time_zone from tenant where tenant_id = ${tenant}`.execute(tx),
  )
  const zone = rows[0]?.time_zone
  if (zone === undefined) throw new Error(`there is no tenant ${tenant}`)
  return app.clock.today(zone)
}
