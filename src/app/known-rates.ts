import { existsSync } from 'node:fs'
import { ok, type Result } from '#kernel/result.ts'
import { SHIPPED_RATES, type RateLine } from '#law/rates/rates.ts'

/**
 * The rates of the release and those that were added here. Without a database nothing could have been added, so none is
 * opened. Refused like `openHouse`.
 */
export async function knownRates(): Promise<Result<readonly RateLine[]>> {
  const { readConfig } = await import('#platform/config.ts')
  const config = readConfig(process.env)
  if (!config.ok) return config
  if (config.value.databaseUrl === undefined && !existsSync(config.value.dataDir)) return ok(SHIPPED_RATES)
  const { openHouse } = await import('./house.ts')
  const { loadRates } = await import('#modules/terms/index.ts')
  const house = await openHouse(process.env)
  if (!house.ok) return house
  try {
    return ok(await house.value.app.db.shared(loadRates))
  } finally {
    await house.value.close()
  }
}
