import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { parseDay } from '#kernel/day.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { reportPlan, runDay, type Planned, type RunReport } from '#modules/dunning/index.ts'
import type { App } from '#platform/app.ts'
import { queueDepth, startWorker } from '#platform/jobs.ts'
import type { TenantId } from '#kernel/id.ts'
import { allJobs, inHouse } from '../house.ts'
import { print, say, WrongUsage, type Verb } from '../verb.ts'

/** The day's follow-up. */
export const verb: Verb = {
  summary: 'decides the follow-up of a day and sends it; with --dry-run only says what would leave',
  usage: `usage: quittance run [--date YYYY-MM-DD] [--dry-run] [--decide-only] [--tenant NAME] [--json]
Looks at every customer whose day has come: messages, calls and tasks are decided and journaled, then the messages
leave. The same day twice does nothing more. --dry-run changes nothing and lists each customer with the reason;
--decide-only leaves the sending to a running server.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        date: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        'decide-only': { type: 'boolean', default: false },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const date = values.date === undefined ? undefined : parseDay(values.date)
    if (date && !date.ok) throw new WrongUsage(date.refusal.message)
    return inHouse({ tenant: values.tenant, on: date?.value, json: values.json }, async (app, actor) => {
      const { today } = actor
      if (!values['dry-run']) {
        const report = await runDay(app, actor, today, done => (say(`${done} customers looked at`), true))
        if (!values['decide-only']) await sendAll(app, actor.tenant)
        printReport(report, [], values.json)
        return 0
      }
      const planned: Planned[] = []
      const report = await reportPlan(app, actor, today, batch => void planned.push(...batch))
      printReport(report, planned, values.json)
      return 0
    })
  },
}

/** Works off the tenant's messages, here or in whatever worker takes them first, until none waits. */
async function sendAll(app: App, tenant: TenantId): Promise<void> {
  const worker = await startWorker(app, allJobs)
  try {
    for (let before = -1; ;) {
      const depths = await app.db.inTenant(tenant, tx => queueDepth(tx, tenant))
      const left = depths.find(({ queue }) => queue === 'send-messages')
      const count = (left?.waiting ?? 0) + (left?.running ?? 0)
      if (count === 0) return
      if (count !== before) say(`${count} messages to send`)
      before = count
      await sleep(200)
    }
  } finally {
    await worker.stop()
  }
}

function printReport(report: RunReport, planned: readonly Planned[], json: boolean): void {
  if (json) return print(JSON.stringify({ ...report, customers: planned.map(customerOf) }))
  print(`${report.date}${report.dryRun ? ' (dry run)' : ''}: ${report.looked} customers looked at`)
  print(`  e-mails ${report.emails}, letters ${report.letters}, calls ${report.calls}, other tasks ${report.tasks}`)
  print(`  to approve ${report.toApprove}, held back ${report.held}, waiting ${report.waiting}`)
  for (const { outcome, code, count } of report.byReason) print(`  ${String(count).padStart(7)}  ${outcome} ${code}`)
}

function customerOf({ decision }: Planned) {
  const { act } = decision
  return {
    customer: decision.customer,
    outcome: decision.outcome,
    reason: decision.reason,
    nextOn: decision.nextOn,
    act: act && {
      step: act.step.code,
      action: act.action,
      template: act.template,
      approval: act.approval,
      total: toDecimal(money(act.total, act.currency)),
      currency: act.currency,
      daysLate: act.daysLate,
      invoices: act.listed.map(item => item.number),
    },
  }
}
