import { parseArgs } from 'node:util'
import { verifyJournal } from '#platform/journal.ts'
import { commandLineActor, openHouse } from '../house.ts'
import { print, sayRefusal, type Verb } from '../verb.ts'

/** Whether the journal is what was written. */
export const verb: Verb = {
  summary: 'recomputes the chain of the journal and prints its last seal',
  usage: `usage: quittance verify [--tenant NAME] [--json]
Reads the whole journal: an entry missing, altered or out of place is named and the exit code is 1. The seal printed is
what an auditor notes elsewhere: with it nobody can rewrite the whole chain unseen.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { tenant: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const house = await openHouse(process.env)
    if (!house.ok) return sayRefusal(house.refusal, values.json)
    try {
      const { app } = house.value
      const actor = await commandLineActor(app, values.tenant, undefined)
      if (!actor.ok) return sayRefusal(actor.refusal, values.json)
      const { tenant } = actor.value
      const verified = await app.db.inTenant(tenant, tx => verifyJournal(tx, tenant))
      if (!verified.ok) return sayRefusal(verified.refusal, values.json)
      const { entries, hash } = verified.value
      print(values.json ? JSON.stringify({ entries, hash }) : `${entries} entries, unbroken; seal ${hash}`)
      return 0
    } finally {
      await house.value.close()
    }
  },
}
