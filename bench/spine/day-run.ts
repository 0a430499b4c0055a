import { runDay } from '#modules/dunning/index.ts'
import type { Actor } from '#platform/app.ts'
import { enqueue } from '#platform/jobs.ts'
import { record } from '#platform/journal.ts'
import { newId } from '#platform/ids.ts'
import type { CustomerId } from '#kernel/id.ts'
import { median, newHouse, peakMegabytes, showMs, timed, TODAY, type Figure, type Ground } from './ground.ts'
import { fill } from './portfolio.ts'
import { watchStatements, type Statement } from './statements.ts'

// The day's run as one would write it by hand in one transaction: no rule beyond "the step of eight days", no seal that
// chains one entry to the next, one statement per table. It writes as many rows into the same tables.
const PLAIN = [
  `create temp table due on commit drop as
    select f.tenant_id, f.customer_id, uuidv7() message_id, c.creditor_id, s.scenario_id,
      b.contact_id, coalesce(b.email, concat_ws(E'\\n', c.street, c.postcode, c.city)) recipient, b.email is not null mail,
      o.cycle, o.total
    from follow_up f
    join customer c using (tenant_id, customer_id)
    join scenario s on (s.tenant_id, s.segment_id) = (c.tenant_id, c.segment_id) and s.active
    join (select customer_id, min(invoice_id::text)::uuid cycle, sum(open) total from invoice where tenant_id = $1 and open <> 0
      group by 1) o using (customer_id)
    left join lateral (select contact_id, email from contact x
      where (x.tenant_id, x.customer_id) = (c.tenant_id, c.customer_id) and email is not null
      order by role <> 'accounts-payable', position, contact_id limit 1) b on true
    where f.tenant_id = $1 and f.next_on <= $2`,
  `update follow_up f set next_on = $2::date + 7, outcome = 'message', reason = 'step-due', decided_on = $2,
      facts = jsonb_build_object('step', 'd+8', 'cycle', d.cycle, 'invoices', 1), scenario_id = d.scenario_id,
      step = 'd+8', last_contact_on = $2
    from due d where (f.tenant_id, f.customer_id) = ($1, d.customer_id)`,
  `insert into invoice_step (tenant_id, invoice_id, customer_id, step, rank, on_day)
    select tenant_id, invoice_id, customer_id, 'd+8', 3, $2 from invoice where tenant_id = $1 and open <> 0`,
  `insert into message (tenant_id, message_id, creditor_id, customer_id, contact_id, channel, state, scenario_id, step,
      cycle, template, language, recipient, total, currency, decided_on)
    select tenant_id, message_id, creditor_id, customer_id, contact_id, case when mail then 'email' else 'letter' end,
      'queued', scenario_id, 'd+8', cycle, 'firm-charges', 'fr', recipient, total, 'EUR', $2 from due where $1 = tenant_id`,
  `insert into message_item (tenant_id, message_id, invoice_id, open, due_on)
    select d.tenant_id, d.message_id, i.invoice_id, i.open, i.due_on from due d join invoice i using (tenant_id, customer_id)
    where i.open <> 0 and tenant_id = $1 and $2::date is not null`,
  `insert into journal (tenant_id, seq, at, actor, customer_id, kind, data, prev_hash, hash)
    select tenant_id, (select seq from journal_head where tenant_id = $1) + row_number() over (order by customer_id), now(), '{"role":"administrator"}', customer_id,
      'step-decided', data, sha256(''), sha256(data::text::bytea)
    from (select d.tenant_id, d.customer_id, jsonb_build_object('step', 'd+8', 'action', 'email', 'template',
        'firm-charges', 'on', $2::date, 'cycle', min(cycle::text), 'total', sum(i.open), 'currency', 'EUR', 'approval', false,
        'invoices', jsonb_agg(i.number)) data
      from due d join invoice i using (tenant_id, customer_id) where i.open <> 0 and tenant_id = $1 group by 1, 2) entry`,
  `insert into pgboss.job (name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
      deletion_seconds, heartbeat_seconds)
    select name, jsonb_build_object('tenant', $1::uuid, 'payload', jsonb_build_object('message', message_id, 'on', $2::date)),
      policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
      heartbeat_seconds
    from due cross join pgboss.queue where name = 'send-messages'`,
]

/**
 * The day's run where everybody is due, a second run with nothing left, and the journal and the queue by themselves.
 */
export async function measureDayRun(ground: Ground, size: number, rounds: number): Promise<Figure[]> {
  const watch = watchStatements(ground.app.db.pool)
  const ours: number[] = []
  const plain: number[] = []
  const idle: number[] = []
  let first: Statement[] = []
  for (let round = 0; round < rounds; round += 1) {
    const house = await newHouse(ground, `run ${round}`)
    await fill(ground.superuser, { tenant: house.actor.tenant, creditor: house.creditor }, size, 'due')
    watch.read()
    const own = await timed(() => runDay(ground.app, house.actor, TODAY))
    first = watch.read()
    if (own.value.messages !== size) throw new Error(`${own.value.messages} messages for ${size} customers`)
    for (let again = 0; again < 3; again += 1) {
      await runDay(ground.app, house.actor, TODAY)
      idle.push(sumOf(watch.read()))
    }
    const twin = await newHouse(ground, `plain ${round}`)
    await fill(ground.superuser, { tenant: twin.actor.tenant, creditor: twin.creditor }, size, 'due')
    plain.push((await timed(() => runPlain(ground, twin.actor))).ms)
    ours.push(own.ms)
  }
  const peak = peakMegabytes()
  const invoices = await countSteps(ground)
  const most = (median(ours) / median(plain)).toFixed(2)
  if (process.env['BENCH_PROFILE']) printProfile(first)
  return [
    {
      claim: `day's run, ${size} customers due: open items decided, journaled, queued`,
      ours: `${perSecond(median(ours), invoices / rounds / 2)} (${showMs(median(ours))})`,
      plain: `${perSecond(median(plain), invoices / rounds / 2)} (${showMs(median(plain))})`,
      ratio: most,
      target: '≥ 5000/s',
      met: invoices / rounds / 2 / (median(ours) / 1000) >= 5000,
    },
    {
      claim: 'the same counted in customers, each a message with its items, an entry and a job',
      ours: perSecond(median(ours), size),
      plain: perSecond(median(plain), size),
      ratio: most,
      target: '',
      met: null,
    },
    {
      claim: 'of it waiting for the database',
      ours: showMs(sumOf(first)),
      plain: '',
      ratio: '',
      target: '',
      met: null,
    },
    {
      claim: 'second run, nothing left: database time',
      ours: showMs(median(idle)),
      plain: '',
      ratio: '',
      target: '≤ 50 ms',
      met: median(idle) <= 50,
    },
    {
      claim: 'memory of the run',
      ours: `${peak.toFixed(0)} MB`,
      plain: '',
      ratio: '',
      target: '≤ 512 MB',
      met: peak <= 512,
    },
    ...(await measureParts(ground, size)),
  ]
}

function perSecond(ms: number, count: number): string {
  return `${Math.round((count / ms) * 1000)}/s`
}

async function countSteps({ superuser }: Ground): Promise<number> {
  const { rows } = await superuser.query<{ steps: string }>('select count(*) steps from invoice_step')
  return Number(rows[0]?.steps)
}

async function runPlain({ superuser }: Ground, actor: Actor): Promise<void> {
  await superuser.query('begin')
  for (const statement of PLAIN) {
    const { ms } = await timed(() => superuser.query(statement, [actor.tenant, TODAY]))
    if (process.env['BENCH_PROFILE']) console.error(ms.toFixed(0), statement.slice(0, 40))
  }
  await superuser.query('commit')
}

function sumOf(statements: readonly Statement[]): number {
  return statements.reduce((sum, { ms }) => sum + ms, 0)
}

function printProfile(statements: readonly Statement[]): void {
  for (const { text, calls, ms } of statements.slice(0, 16))
    console.error(
      `${ms.toFixed(0).padStart(7)} ms ${String(calls).padStart(6)}×  ${text.replaceAll(/\s+/g, ' ').slice(0, 110)}`,
    )
}

/** The journal and the queue alone, thousand by thousand, each thousand in a transaction of its own. */
async function measureParts(ground: Ground, size: number): Promise<Figure[]> {
  const { actor } = await newHouse(ground, 'parts')
  const customer = newId<'customer'>() as CustomerId
  const entries = Array.from({ length: 1000 }, (_, n) => ({
    customer,
    kind: 'step-decided',
    data: { step: 'd+8', action: 'email', template: 'firm-charges', on: TODAY, total: String(n), invoices: [`F-${n}`] },
  }))
  const payloads = Array.from({ length: 1000 }, () => ({ message: newId<'message'>(), on: TODAY }))
  const batches = Math.max(5, size / 1000)
  const repeated = (work: () => Promise<unknown>) =>
    timed(async () => {
      for (let batch = 0; batch < batches; batch += 1) await work()
    })
  const journal = await repeated(() =>
    ground.app.db.inTenant(actor.tenant, tx => record(tx, actor.tenant, actor, entries)),
  )
  const queue = await repeated(() => ground.app.db.inTenant(actor.tenant, tx => enqueue(tx, 'send-messages', payloads)))
  const line = (claim: string, ms: number, target: number): Figure => {
    const rate = (batches * 1000 * 1000) / ms
    return { claim, ours: `${Math.round(rate)}/s`, plain: '', ratio: '', target: `≥ ${target}/s`, met: rate >= target }
  }
  return [
    line('journal alone, 1,000 entries per transaction', journal.ms, 10_000),
    line('queue alone, 1,000 jobs per transaction', queue.ms, 10_000),
  ]
}
