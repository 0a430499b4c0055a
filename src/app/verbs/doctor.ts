import { parseArgs } from 'node:util'
import { checkUp } from '../check-up.ts'
import { inHouse } from '../house.ts'
import { print, type Verb } from '../verb.ts'

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
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      const findings = await checkUp(app, actor)
      if (values.json) print(JSON.stringify({ findings }))
      else for (const { what, state, says } of findings) print(`${MARKS[state]} ${what.padEnd(14)} ${says}`)
      return findings.some(finding => finding.state === 'bad') ? 1 : 0
    })
  },
}
