import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record, type JournalEntry } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, TenantId } from '#kernel/id.ts'
import { requestMessages, type MessageRequest } from '#modules/messages/index.ts'
import { followCheques } from './cheque-tasks.ts'
import { decide } from './decide.ts'
import { DEFAULT_SCENARIOS } from './defaults.ts'
import { errandsOf, knownOf } from './errands.ts'
import type { Act } from './model.ts'
import { followPayments } from './look-again.ts'
import { standingOf, type Planned } from './standing.ts'
import { tellUntold } from './telling.ts'
import { thankPayers } from './thanks.ts'
import * as store from './store.ts'
import { recordTasks, withdrawErrands, type TaskRequest } from './tasks-store.ts'

const BATCH = 1000
/** Batches at work at once: while the database writes one, this program decides the next. */
const LANES = 2

/** What a run did, or would do. */
export type RunReport = {
  readonly date: Day
  readonly dryRun: boolean
  readonly looked: number
  readonly messages: number
  readonly toApprove: number
  readonly emails: number
  readonly letters: number
  readonly calls: number
  readonly tasks: number
  readonly held: number
  readonly waiting: number
  readonly byReason: readonly { readonly outcome: string; readonly code: string; readonly count: number }[]
}

/** Told after each batch; answering false stops the run between two batches. */
export type Progress = (done: number) => boolean

/**
 * The follow-up of the day: looks at every customer whose day has come, decides, and records the decision with its
 * messages, tasks and jobs in the same transaction, batch by batch. Run again, it finds nothing left; stopped at any
 * point, it goes on where it was. Several may run at once.
 */
export async function runDay(app: App, actor: Actor, today: Day, progress: Progress = () => true): Promise<RunReport> {
  const tally = new Tally(today, false)
  let stopped = false
  const goOn = (planned: readonly Planned[]): boolean => {
    tally.count(planned)
    if (planned.length > 0 && !progress(tally.looked)) stopped = true
    return planned.length > 0 && !stopped
  }
  for (;;) {
    await app.db.inTenant(actor.tenant, async tx => {
      await store.recordSignals(tx, actor.tenant, today)
      await followCheques(tx, app, actor, today, true)
    })
    const before = tally.looked
    await Promise.all(Array.from({ length: LANES }, () => runLane(app, actor, today, goOn)))
    // Messages cancelled or contacts changed meanwhile are in the journal: look once more, until nothing is new.
    if (stopped || tally.looked === before) return tally.report()
  }
}

async function runLane(app: App, actor: Actor, today: Day, goOn: (done: readonly Planned[]) => boolean): Promise<void> {
  while (goOn(await app.db.inTenant(actor.tenant, tx => runBatch(tx, app, actor, today)))) {
    // The next batch.
  }
}

async function runBatch(tx: Tx, app: App, actor: Actor, today: Day): Promise<Planned[]> {
  const customers = await store.lockDueCustomers(tx, today, BATCH)
  if (customers.length === 0) return []
  const planned = plan(await store.loadFacts(tx, customers), today)
  // What already waits comes first: the journal of the decisions holds the tenant's head until the commit.
  await withdrawErrands(tx, planned.flatMap(knownOf), app.clock.instant())
  await followPayments(
    tx,
    app,
    actor,
    planned.map(({ decision }) => decision),
  )
  await thankPayers(tx, actor, planned, today)
  await tellUntold(
    tx,
    actor,
    planned.map(({ looked }) => looked),
    today,
  )
  await recordDecisions(tx, actor, planned, today)
  return planned
}

function plan(looked: readonly store.Looked[], today: Day): Planned[] {
  return looked.map(each => ({ looked: each, decision: decide(each.facts, each.scenario, today) }))
}

/** What `runDay` would do, without doing it: yields customer by customer, in batches that never lock anybody. */
export async function* planDay(app: App, actor: Actor, today: Day): AsyncGenerator<Planned[]> {
  await app.db.inTenant(actor.tenant, tx => store.recordSignals(tx, actor.tenant, today))
  let after: CustomerId | null = null
  for (;;) {
    const batch: Planned[] = await app.db.inTenant(actor.tenant, async tx => {
      const customers = await store.loadDueCustomers(tx, today, BATCH, after)
      return customers.length === 0 ? [] : plan(await store.loadFacts(tx, customers), today)
    })
    if (batch.length === 0) return
    after = batch.at(-1)?.decision.customer ?? null
    yield batch
  }
}

/** The report of a dry run; `told` gets its batches, for who wants every customer too. */
export async function reportPlan(
  app: App,
  actor: Actor,
  today: Day,
  told: (batch: readonly Planned[]) => void = () => {},
): Promise<RunReport> {
  const tally = new Tally(today, true)
  for await (const batch of planDay(app, actor, today)) {
    tally.count(batch)
    told(batch)
  }
  return tally.report()
}

async function recordDecisions(tx: Tx, actor: Actor, planned: readonly Planned[], today: Day): Promise<void> {
  const { tenant } = actor
  const acting = planned.flatMap(({ looked, decision }) => (decision.act ? [{ looked, act: decision.act }] : []))
  await store.recordStandings(tx, planned.map(standingOf), today)
  await store.recordClimbs(
    tx,
    tenant,
    acting.flatMap(({ looked, act }) => act.climbs.map(climb => ({ ...climb, customer: looked.facts.customer }))),
    today,
  )
  await requestMessages(
    tx,
    tenant,
    acting.flatMap(({ looked, act }) => messageOf(looked, act, today)),
  )
  await recordTasks(tx, tenant, [
    ...acting.flatMap(({ looked, act }) => taskOf(looked, act, today)),
    ...planned.flatMap(each => errandsOf(each, today)),
  ])
  await record(
    tx,
    tenant,
    actor,
    acting.map(({ looked, act }) => entryOf(looked, act, today)),
  )
}

function messageOf({ facts, to }: store.Looked, act: Act, today: Day): MessageRequest[] {
  if (act.action !== 'email' && act.action !== 'letter') return []
  const recipient = act.action === 'email' ? to.email : to.post
  if (recipient === null || to.scenario === null) return []
  return [
    {
      id: newId<'message'>(),
      creditor: facts.creditor,
      customer: facts.customer,
      contact: act.action === 'email' ? to.contact : null,
      channel: act.action,
      registered: act.step.registered ?? false,
      approval: act.approval,
      scenario: to.scenario,
      step: act.step.code,
      cycle: act.cycle,
      template: act.template,
      language: to.language,
      recipient,
      total: act.total,
      currency: act.currency,
      decidedOn: today,
      items: act.listed.map(({ invoice, open, dueOn }) => ({ invoice, open, dueOn })),
    },
  ]
}

function taskOf({ facts, to }: store.Looked, act: Act, today: Day): TaskRequest[] {
  if (act.action === 'email' || act.action === 'letter' || to.scenario === null) return []
  return [
    {
      id: newId<'task'>(),
      customer: facts.customer,
      kind: act.action,
      dueOn: today,
      scenario: to.scenario,
      step: act.step.code,
      cycle: act.cycle,
      total: act.total,
      currency: act.currency,
      daysLate: act.daysLate,
      facts: {
        script: act.template,
        invoices: act.listed.map(item => ({
          id: item.invoice,
          number: item.number,
          dueOn: item.dueOn,
          open: String(item.open),
        })),
      },
    },
  ]
}

function entryOf({ facts }: store.Looked, act: Act, today: Day): JournalEntry {
  return {
    customer: facts.customer,
    kind: 'step-decided',
    data: {
      step: act.step.code,
      action: act.action,
      template: act.template,
      on: today,
      cycle: act.cycle,
      total: String(act.total),
      currency: act.currency,
      invoices: act.listed.map(item => item.number),
      approval: act.approval,
    },
  }
}

/** Gives a new tenant the default scenario of each of its segments. */
export async function foundScenarios(
  tx: Tx,
  tenant: TenantId,
  segments: readonly { readonly id: string; readonly code: string }[],
): Promise<void> {
  const known = new Set((await store.loadScenarios(tx)).map(scenario => scenario.segment as string))
  for (const segment of segments) {
    const definition = DEFAULT_SCENARIOS[segment.code]
    if (!definition || known.has(segment.id)) continue
    const scenario = { id: newId<'scenario'>(), segment: segment.id as store.ActiveScenario['segment'], definition }
    await store.recordScenario(tx, tenant, scenario, 1)
  }
}

/** Counts decisions into a report. */
class Tally {
  looked = 0
  private readonly date: Day
  private readonly dryRun: boolean
  private readonly acts = { emails: 0, letters: 0, calls: 0, tasks: 0, toApprove: 0 }
  private readonly reasons = new Map<string, { outcome: string; code: string; count: number }>()

  constructor(date: Day, dryRun: boolean) {
    this.date = date
    this.dryRun = dryRun
  }

  count(planned: readonly Planned[]): void {
    this.looked += planned.length
    for (const { decision } of planned) {
      const key = `${decision.outcome} ${decision.reason.code}`
      const known = this.reasons.get(key) ?? { outcome: decision.outcome, code: decision.reason.code, count: 0 }
      this.reasons.set(key, { ...known, count: known.count + 1 })
      if (decision.act) this.countAct(decision.act)
    }
  }

  private countAct(act: Act): void {
    if (act.action === 'email') this.acts.emails += 1
    else if (act.action === 'letter') this.acts.letters += 1
    else if (act.action === 'call') this.acts.calls += 1
    else this.acts.tasks += 1
    if (act.approval && (act.action === 'email' || act.action === 'letter')) this.acts.toApprove += 1
  }

  report(): RunReport {
    const byReason = [...this.reasons.values()].sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    const of = (outcome: string): number =>
      byReason.filter(reason => reason.outcome === outcome).reduce((sum, reason) => sum + reason.count, 0)
    return {
      date: this.date,
      dryRun: this.dryRun,
      looked: this.looked,
      messages: this.acts.emails + this.acts.letters,
      ...this.acts,
      held: of('hold'),
      waiting: of('wait'),
      byReason,
    }
  }
}
