import { exportCharges, sumCharges, listCharges } from '#modules/charges/index.ts'
import { outputOption, saveExport } from './files.ts'
import { inHouse } from './house.ts'
import { pagesOf } from './pages.ts'
import { print, say, sayRefusal, WrongUsage, type ExitCode } from './verb.ts'

const STATES = ['open', 'paid-late', 'claimed', 'remaining', 'collected', 'waived'] as const
const NAMES = ['computed', 'claimed', 'waived', 'collected', 'remaining', 'toClaim'] as const
const PAGE = 500

/** What `quittance charges ledger` was asked. */
export type LedgerAsked = {
  readonly state: string | undefined
  readonly tenant: string | undefined
  readonly output: string | undefined
  readonly json: boolean
}

/** Prints, or saves, the ledger of charges with its totals. */
export async function showLedger({ state, tenant, output, json }: LedgerAsked): Promise<ExitCode> {
  const wanted = STATES.find(known => known === state)
  if (state !== undefined && !wanted) throw new WrongUsage(`--state takes ${STATES.join(', ')}`)
  const wantedFile = outputOption(output)
  return inHouse({ tenant, json }, async (app, actor) => {
    const filter = { state: wanted }
    if (wantedFile) {
      return saveExport(wantedFile.path, await exportCharges(app, actor, filter, wantedFile.format), json)
    }
    const sums = await sumCharges(app, actor, filter)
    if (!sums.ok) return sayRefusal(sums.refusal, json)
    const items = []
    for await (const page of pagesOf(cursor => listCharges(app, actor, { ...filter, cursor, limit: PAGE }))) {
      if (!page.ok) return sayRefusal(page.refusal, json)
      items.push(...page.value.items)
    }
    if (json) print(JSON.stringify({ ...sums.value, items }))
    else printLedger(sums.value.sums, items)
    for (const { message, count } of sums.value.refused) say(`${count} not computed: ${message}`)
    return 0
  })
}

type Line = { readonly kind: string } & Readonly<Record<(typeof NAMES)[number], { amount: string; currency: string }>>
type Item = {
  readonly invoice: { readonly number: string }
  readonly customer: { readonly name: string }
  readonly lines: readonly Line[]
}

function printLedger(sums: readonly Line[], items: readonly Item[]): void {
  const line = (name: string, of: Line): string =>
    `${name.slice(0, 40).padEnd(41)}${of.kind.padEnd(9)}${NAMES.map(each => of[each].amount.padStart(13)).join('')}`
  print(`${''.padEnd(50)}${NAMES.map(name => name.padStart(13)).join('')}`)
  for (const sum of sums) print(line(`total ${sum.computed.currency}`, sum))
  for (const { invoice, customer, lines } of items) {
    for (const each of lines) print(line(`${invoice.number} ${customer.name}`, each))
  }
}
