import { parseArgs } from 'node:util'
import { findInvoiceId, readInvoiceTerms, resolveOpenTerms } from '#modules/receivables/index.ts'
import { listTerms } from '#modules/terms/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { creditorNamed, inHouse } from '../house.ts'
import * as option from '../options.ts'
import { print, sayRefusal, WrongUsage, type ExitCode, type Verb } from '../verb.ts'

const OPTIONS = {
  creditor: { type: 'string' },
  on: { type: 'string' },
  tenant: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** The register of the terms of sale. */
export const verb: Verb = {
  summary: 'Terms of sale: the versions with what the law says of them, and those that govern an invoice',
  usage: `quittance terms list [--creditor CODE] [--on DATE] [--tenant NAME] [--json]
quittance terms governing NUMBER [--creditor CODE] [--tenant NAME] [--json]
quittance terms resolve [--tenant NAME] [--json]

list prints each version with its state, its days and every point of law; it exits 1 when one in force breaks the law.
governing says which version governs an invoice, and why. resolve looks for the terms of every unpaid invoice that rests
on no proof of acceptance, as each morning does.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const json = values.json === true
    const [what, number] = positionals
    if (what !== 'list' && what !== 'governing' && what !== 'resolve') {
      throw new WrongUsage('say list, governing or resolve')
    }
    if (what === 'governing' && number === undefined) throw new WrongUsage('name an invoice by its number')
    return inHouse(
      { tenant: values.tenant, on: option.dayOption('on', values.on) ?? undefined, json: json },
      async (app, actor) => {
        if (what === 'resolve') return await resolve(app, actor, json)
        const creditor = await creditorNamed(app, actor, values.creditor)
        if (!creditor.ok) return sayRefusal(creditor.refusal, json)
        if (what === 'list') return await list(app, actor, { creditor: creditor.value ?? undefined }, json)
        return await governing(app, actor, { number: number ?? '', creditor: creditor.value ?? undefined }, json)
      },
    )
  },
}

type Filter = NonNullable<Parameters<typeof listTerms>[2]>

async function list(app: App, actor: Actor, filter: Filter, json: boolean): Promise<ExitCode> {
  const versions = await listTerms(app, actor, filter)
  if (json) print(JSON.stringify(versions))
  for (const { creditor, language, label, state, from, to, findings, nextReview } of json ? [] : versions) {
    print(`${creditor.code} ${language} ${state.padEnd(8)} ${from} ${(to ?? '').padEnd(10)} ${label}`)
    for (const { severity, article, message } of findings) {
      print(`  ${{ breach: '✗', doubt: '!', advice: '·' }[severity]} ${message} (${article})`)
    }
    if (nextReview) print(`  review due on ${nextReview.dueOn}${nextReview.inDays < 0 ? ', late' : ''}`)
  }
  if (!json && versions.length === 0) print('no terms are registered')
  const broken = versions.some(
    ({ state, findings }) => state === 'in-force' && findings.some(found => found.severity === 'breach'),
  )
  return broken ? 1 : 0
}

type Wanted = Parameters<typeof findInvoiceId>[2]

async function governing(app: App, actor: Actor, wanted: Wanted, json: boolean): Promise<ExitCode> {
  const invoice = await findInvoiceId(app, actor, wanted)
  if (!invoice.ok) return sayRefusal(invoice.refusal, json)
  const terms = await readInvoiceTerms(app, actor, invoice.value)
  if (!terms.ok) return sayRefusal(terms.refusal, json)
  const { version, variant, clauses, because, retention } = terms.value
  if (json) {
    print(JSON.stringify(terms.value))
    return 0
  }
  print(version ? version.label : 'no version: the law alone')
  for (const { code, facts } of because) {
    const said = Object.entries(facts).map(([name, value]) => `${name} ${value}`)
    print(`  ${[code, ...said].join(', ')}`)
  }
  if (variant !== null) print('  a variant is laid over it')
  if (clauses.payment)
    print(`  payment: ${clauses.payment.days} days, ${clauses.payment.method}, ${clauses.payment.from}`)
  print(`  retention of title: ${retention ?? (clauses.retentionOfTitle ? 'nothing left to pay' : 'no')}`)
  return 0
}

async function resolve(app: App, actor: Actor, json: boolean): Promise<ExitCode> {
  const done = await resolveOpenTerms(app, actor)
  print(json ? JSON.stringify(done) : `${done.resolved} invoices looked at, ${done.changed} changed`)
  return 0
}
