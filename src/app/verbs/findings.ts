import { parseArgs } from 'node:util'
import { exportFindings, listFindings } from '#modules/receivables/index.ts'
import { outputOption, saveExport } from '../files.ts'
import { inHouse } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { print, sayRefusal, WrongUsage, type ExitCode, type Verb } from '../verb.ts'

const STATES = ['open', 'mended', 'accepted'] as const
const PAGE = 500

/** What is wrong or weak in our own invoices. */
export const verb: Verb = {
  summary: 'lists what is wrong or weak in our own invoices, with the count by cause',
  usage: `usage: quittance findings [--state ${STATES.join('|')}] [--code CODE] [--output FILE.csv|FILE.xlsx]
                          [--tenant NAME] [--json]
Every invoice imported or issued is judged: due date, mentions, order number, addressee, days lost.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        state: { type: 'string', default: 'open' },
        code: { type: 'string' },
        output: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const state = STATES.find(known => known === values.state)
    if (!state) throw new WrongUsage(`--state takes ${STATES.join(', ')}`)
    const output = outputOption(values.output)
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      const filter = { state, code: values.code }
      if (output) {
        return saveExport(output.path, await exportFindings(app, actor, filter, output.format), values.json)
      }
      const pages = pagesOf(cursor => listFindings(app, actor, { ...filter, cursor, limit: PAGE }))
      return show(pages, values.json)
    })
  },
}

type Listed = Awaited<ReturnType<typeof listFindings>>

async function show(pages: AsyncIterable<Listed>, json: boolean): Promise<ExitCode> {
  const items = []
  let causes: Pick<Extract<Listed, { ok: true }>['value'], 'byCause' | 'count'> = { byCause: [], count: 0 }
  for await (const page of pages) {
    if (!page.ok) return sayRefusal(page.refusal, json)
    items.push(...page.value.items)
    causes = page.value
  }
  const { byCause, count } = causes
  if (json) print(JSON.stringify({ count, byCause, items }))
  else {
    for (const cause of byCause) print(`${String(cause.count).padStart(7)}  ${cause.severity.padEnd(7)} ${cause.code}`)
    for (const { invoice, customer, code, facts, holds } of items) {
      print(`${invoice.number}  ${customer.name}  ${code} ${JSON.stringify(facts)}${holds ? '  held' : ''}`)
    }
  }
  return 0
}
