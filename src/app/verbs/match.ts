import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { refuse, type Result } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import {
  applyCertain,
  importAndMatch,
  listReceipts,
  propose,
  tieReturns,
  type Reconciled,
} from '#modules/receipts/index.ts'
import { choiceOption } from '../options.ts'
import { commandLineActor, openHouse } from '../house.ts'
import { print, say, sayRefusal, type ExitCode, type Verb } from '../verb.ts'

/** Cash application. */
export const verb: Verb = {
  summary: 'reads bank statements and says which invoices they pay; with --apply certain settles what is certain',
  usage: `usage: quittance match [FILE…] [--apply certain|nothing] [--account NUMBER] [--tenant NAME] [--json]
Reads CAMT, CFONB 120, CODA, MT940, OFX, QIF, CSV and XLSX statements; a file or a line that is known already changes
nothing. Every receipt that waits gets a proposal with its evidence: certain, likely or to-sort. --apply certain settles
what is certain, which the screen can undo. Without a file, only looks again at what waits. Exit 0 when all was read.`,
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
    const house = await openHouse(process.env)
    if (!house.ok) return sayRefusal(house.refusal, values.json)
    try {
      const { app } = house.value
      const actor = await commandLineActor(app, values.tenant, undefined)
      if (!actor.ok) return sayRefusal(actor.refusal, values.json)
      let code: ExitCode = 0
      for (const path of positionals) {
        const done = await matchPath(app, actor.value, path, apply, values.account)
        if (!done.ok) code = 1
        printFile(path, done, values.json)
      }
      if (positionals.length === 0) await lookAgain(app, actor.value, apply, values.json)
      await printWaiting(app, actor.value, values.json)
      return code
    } finally {
      await house.value.close()
    }
  },
}

async function matchPath(
  app: App,
  actor: Actor,
  path: string,
  apply: 'certain' | 'nothing',
  account: string | undefined,
): Promise<Result<Reconciled>> {
  try {
    const bytes = new Uint8Array(await readFile(path))
    return await importAndMatch(app, actor, { name: basename(path), bytes, account }, apply)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    return refuse('file-unreadable', `the file cannot be opened (${String(error.code)}): check its path and rights`)
  }
}

function printFile(path: string, done: Result<Reconciled>, json: boolean): void {
  if (!done.ok) {
    if (json) print(JSON.stringify({ file: path, error: done.refusal }))
    return say(`${path}: ${done.refusal.code}: ${done.refusal.message}`)
  }
  const { fresh, ...told } = done.value
  if (json) return print(JSON.stringify({ file: path, ...told, fresh: fresh.length }))
  print(`${path} (${told.format}): ${fresh.length} new lines`)
  for (const { number, lines, fresh: added, balanced } of told.statements) {
    print(`  account ${number}: ${lines} lines, ${added} new${balanced === false ? ', DOES NOT BALANCE' : ''}`)
  }
  for (const { code, message, where } of told.warnings)
    print(`  ! ${code}: ${message}${where === null ? '' : ` [${where}]`}`)
  const { certain, likely, toSort } = told.verdicts
  print(`  certain ${certain}, likely ${likely}, to sort ${toSort}; settled ${told.applied}, returned ${told.returned}`)
}

async function lookAgain(app: App, actor: Actor, apply: 'certain' | 'nothing', json: boolean): Promise<void> {
  const verdicts = await propose(app, actor)
  const { applied, stale } = apply === 'certain' ? await applyCertain(app, actor) : { applied: 0, stale: 0 }
  const returned = apply === 'certain' ? await tieReturns(app, actor) : 0
  if (json) return print(JSON.stringify({ verdicts, applied, stale, returned }))
  print(`certain ${verdicts.certain}, likely ${verdicts.likely}, to sort ${verdicts.toSort}; settled ${applied}`)
}

async function printWaiting(app: App, actor: Actor, json: boolean): Promise<void> {
  for (let cursor: string | undefined; ;) {
    const found = await listReceipts(app, actor, { state: 'waiting', sort: 'booked', cursor, limit: 500 })
    if (!found.ok) return say(`${found.refusal.code}: ${found.refusal.message}`)
    for (const line of found.value.items) {
      if (json) print(JSON.stringify(line))
      else {
        const paid = line.parts.map(part => `${part.invoice.number} ${part.amount.amount}`).join(', ')
        const why = line.evidence.map(each => `${each.supports ? '+' : '-'}${each.code}`).join(' ')
        print(`${line.bookedOn} ${line.amount.amount.padStart(12)} ${line.verdict ?? 'waiting'} ${paid} [${why}]`)
      }
    }
    if (found.value.next === null) return
    cursor = found.value.next
  }
}
