import { parseArgs } from 'node:util'
import { parseDay } from '#kernel/day.ts'
import { agedBalance, agesToJson, exportAged, type AgedBalance, type AgedBy } from '#modules/reports/index.ts'
import { outputOption, saveExport } from '../files.ts'
import { creditorNamed, inHouse } from '../house.ts'
import { print, sayRefusal, WrongUsage, type Verb } from '../verb.ts'

const BY: readonly AgedBy[] = ['customer', 'group', 'segment', 'collector', 'creditor']

/** The aged balance. */
export const verb: Verb = {
  summary: 'prints the aged balance of any day, by customer, group, segment, collector or creditor',
  usage: `usage: quittance aged [--as-of YYYY-MM-DD] [--by ${BY.join('|')}] [--sort -total] [--creditor CODE]
                       [--output FILE.csv|FILE.xlsx] [--tenant NAME] [--json]
Open money by days after the due date, as it was at the end of the day; credit notes count as negative.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'as-of': { type: 'string' },
        by: { type: 'string', default: 'customer' },
        sort: { type: 'string', default: '-total' },
        creditor: { type: 'string' },
        output: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const by = BY.find(known => known === values.by)
    if (!by) throw new WrongUsage(`--by takes ${BY.join(', ')}`)
    const asOf = values['as-of'] === undefined ? undefined : parseDay(values['as-of'])
    if (asOf && !asOf.ok) throw new WrongUsage(asOf.refusal.message)
    const output = outputOption(values.output)
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      const creditor = await creditorNamed(app, actor, values.creditor)
      if (!creditor.ok) return sayRefusal(creditor.refusal, values.json)
      const query = { asOf: asOf?.value, by, sort: values.sort, creditor: creditor.value ?? undefined }
      if (output) {
        const file = await exportAged(app, actor, query, output.format)
        if (file.ok && values.json) print(JSON.stringify({ file: output.path, bytes: file.value.bytes.byteLength }))
        return saveExport(output.path, file, values.json)
      }
      const balance = await agedBalance(app, actor, query)
      if (!balance.ok) return sayRefusal(balance.refusal, values.json)
      printBalance(balance.value, values.json)
      return 0
    })
  },
}

function printBalance({ asOf, by, totals, rows }: AgedBalance, json: boolean): void {
  if (json) {
    const items = rows.map(row => ({ ...agesToJson(row), id: row.id, name: row.name, ref: row.ref, items: row.items }))
    return print(JSON.stringify({ asOf, by, totals: totals.map(agesToJson), items, count: rows.length }))
  }
  const line = (name: string, ages: ReturnType<typeof agesToJson>): string =>
    name.slice(0, 32).padEnd(33) +
    [ages.total, ages.notDue, ages.days1to30, ages.days31to60, ages.days61to90, ages.over90]
      .map(value => value.amount.padStart(14))
      .join('')
  const heads = ['total', 'not due', '1-30', '31-60', '61-90', '90+']
  print(`${`${asOf} by ${by}`.padEnd(33)}${heads.map(head => head.padStart(14)).join('')}`)
  for (const total of totals) print(line(`total ${total.currency}`, agesToJson(total)))
  for (const row of rows) print(line([row.ref, row.name].filter(Boolean).join(' '), agesToJson(row)))
}
