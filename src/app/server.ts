import { foundTenant, loadTenants } from '#modules/identity/index.ts'
import { furnish, openHouse, signInLink, type House } from './house.ts'
import { serveHouse } from './serve.ts'
import { print, say } from './verb.ts'
import { VERSION } from './version.ts'

const opened = await openHouse(process.env)
if (opened.ok) await start(opened.value)
else {
  say(`${opened.refusal.code}: ${opened.refusal.message}`)
  process.exitCode = 1
}

async function start(house: House): Promise<void> {
  const running = await serveHouse(house, VERSION)
  print(`Quittance ${VERSION} : ${running.server.url}`)
  const first = await firstLink(house, house.app.config.publicUrl ?? running.server.url)
  if (first !== null) print(`Premier administrateur, lien à usage unique : ${first}`)
  const stop = (): void => {
    void running.close().then(() => house.close())
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

// The first start makes a firm and its administrator; everything about both can be changed in the settings.
async function firstLink(house: House, origin: string): Promise<string | null> {
  if ((await loadTenants(house.app.db)).length > 0) return null
  const given = {
    name: 'Ma société',
    country: 'FR',
    timeZone: 'Europe/Paris',
    email: 'admin@quittance.local',
    person: 'Administrateur',
  }
  const founded = await foundTenant(house.app, house.auth, given)
  await furnish(house.app, founded.tenant)
  return signInLink(origin, founded.token)
}
