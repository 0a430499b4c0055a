import { parseArgs } from 'node:util'
import { checkUp } from '../check-up.ts'
import { commandLineActor, openHouse } from '../house.ts'
import { print, sayRefusal, type Verb } from '../verb.ts'

const MARKS = { good: '✓', look: '!', bad: '✗' } as const

/** Whether everything a day's work stands on is in order. */
export const verb: Verb = {
  summary: 'looks at database, journal, jobs, mail, freshness and rates, and says what is not in order',
  usage: `usage: quittance doctor [--tenant NAME] [--json]
Changes nothing. ✓ in order, ! for a person to look at, ✗ stops the work. Exit 1 when anything is ✗.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { tenant: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const house = await openHouse(process.env)
    if (!house.ok) return sayRefusal(house.refusal, values.json)
    try {
      const actor = await commandLineActor(house.value.app, values.tenant, undefined)
      if (!actor.ok) return sayRefusal(actor.refusal, values.json)
      const findings = await checkUp(house.value.app, actor.value)
      if (values.json) print(JSON.stringify({ findings }))
      else for (const { what, state, says } of findings) print(`${MARKS[state]} ${what.padEnd(14)} ${says}`)
      return findings.some(finding => finding.state === 'bad') ? 1 : 0
    } finally {
      await house.value.close()
    }
  },
}
