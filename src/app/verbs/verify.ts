import { parseArgs } from 'node:util'
import { verifyJournal } from '#platform/journal.ts'
import { inHouse } from '../house.ts'
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
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      const { tenant } = actor
      const verified = await app.db.inTenant(tenant, tx => verifyJournal(tx, tenant))
      if (!verified.ok) return sayRefusal(verified.refusal, values.json)
      const { entries, hash } = verified.value
      print(values.json ? JSON.stringify({ entries, hash }) : `${entries} entries, unbroken; seal ${hash}`)
      return 0
    })
  },
}
