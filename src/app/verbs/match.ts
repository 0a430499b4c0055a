import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Result } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import {
  applyCertain,
  importAndMatch,
  listReceipts,
  propose,
  tieReturns,
  type StatementImport,
} from '#modules/receipts/index.ts'
import { statementLine, statementLines } from '../statement-lines.ts'
import { choiceOption } from '../options.ts'
import { readBytes } from '../files.ts'
import { inHouse } from '../house.ts'
import { pagesOf } from '../pages.ts'
import { print, say, type ExitCode, type Verb } from '../verb.ts'

/** Cash application. */
export const verb: Verb = {
  summary: 'reads bank statements and says which invoices they pay; with --apply certain settles what is certain',
  usage: `usage: quittance match [FILE…] [--apply certain|nothing] [--account NUMBER] [--tenant NAME] [--json]
Reads CAMT, CFONB 120, CODA, MT940, OFX, QIF, CSV and XLSX statements, or a zip of them; a file or a line that is known
already changes nothing, and what the bank only announces is left out. Every receipt that waits gets a proposal with its
evidence: certain, likely or to-sort. --apply certain settles what is certain, which the screen can undo, and ties
returns to their receipts. Without a file, only looks again at what waits. --json prints one line per file, one of what
was settled, then one per receipt that waits. Exit 0 when all was read, 1 when a file was refused.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        apply: { type: 'string', default: 'nothing' },
        account: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const apply = choiceOption('apply', values.apply, ['certain', 'nothing'])
    return inHouse({ tenant: values.tenant, json: values.json }, async (app, actor) => {
      let code: ExitCode = 0
      for (const path of positionals) {
        const done = await matchPath(app, actor, path, values.account)
        if (!done.ok) code = 1
        printFile(path, done, values.json)
      }
      await settle(app, actor, { apply, propose: positionals.length === 0, json: values.json })
      await printWaiting(app, actor, values.json)
      return code
    })
  },
}

async function matchPath(
  app: App,
  actor: Actor,
  path: string,
  account: string | undefined,
): Promise<Result<StatementImport>> {
  const bytes = await readBytes(path)
  if (!bytes.ok) return bytes
  return importAndMatch(app, actor, { name: basename(path), bytes: bytes.value, account }, 'nothing')
}

function printFile(path: string, done: Result<StatementImport>, json: boolean): void {
  if (!done.ok) {
    if (json) print(JSON.stringify({ file: path, error: done.refusal }))
    return say(`${path}: ${done.refusal.code}: ${done.refusal.message}`)
  }
  const { id, report } = done.value
  if (json) return print(JSON.stringify({ file: path, import: id, ...statementLine(done.value) }))
  for (const line of statementLines(path, report)) print(line)
}

type Settling = { readonly apply: 'certain' | 'nothing'; readonly propose: boolean; readonly json: boolean }

// A person asked by hand: what is certain is settled whatever the creditor's rules let the machine do by itself.
async function settle(app: App, actor: Actor, { apply, propose: again, json }: Settling): Promise<void> {
  const verdicts = again ? await propose(app, actor) : null
  const { applied, stale } = apply === 'certain' ? await applyCertain(app, actor) : { applied: 0, stale: 0 }
  const returned = apply === 'certain' ? await tieReturns(app, actor) : 0
  if (json) return print(JSON.stringify({ ...(verdicts && { verdicts }), applied, stale, returned }))
  if (verdicts) print(`certain ${verdicts.certain}, likely ${verdicts.likely}, to sort ${verdicts.toSort}`)
  print(`settled ${applied}, no longer held ${stale}, returned ${returned}`)
}

async function printWaiting(app: App, actor: Actor, json: boolean): Promise<void> {
  const waiting = { state: 'waiting', sort: 'booked', limit: 500 } as const
  for await (const found of pagesOf(cursor => listReceipts(app, actor, { ...waiting, cursor }))) {
    if (!found.ok) return say(`${found.refusal.code}: ${found.refusal.message}`)
    for (const line of found.value.items) {
      if (json) print(JSON.stringify(line))
      else {
        const paid = line.slip
          ? `slip ${line.slip.number} ${line.slip.cheques.length} × ${line.slip.total.amount}`
          : line.parts.map(part => `${part.invoice.number} ${part.amount.amount}`).join(', ')
        const why = line.evidence.map(each => `${each.supports ? '+' : '-'}${each.code}`).join(' ')
        print(`${line.bookedOn} ${line.amount.amount.padStart(12)} ${line.verdict ?? 'waiting'} ${paid} [${why}]`)
      }
    }
  }
}
