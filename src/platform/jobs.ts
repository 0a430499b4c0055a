import { PgBoss } from 'pg-boss'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { TenantId } from '#kernel/id.ts'
import { loadToday } from './today.ts'
import type { Actor, App } from './app.ts'
import { canonicalJson } from './canonical.ts'
import { APPLICATION_ROLE } from './db/roles.ts'
import type { Tx } from './db/database.ts'

/** One kind of work that the worker does. */
type QueueRule = {
  readonly name: string
  /** Jobs of this queue that one worker runs at the same time. */
  readonly atOnce: number
  /** How long one job may take, in seconds, before it is given up and tried again. */
  readonly seconds: number
  /** Tries after the first; the pause doubles from 2 seconds to 10 minutes. */
  readonly retries: number
  /**
   * A payload that already waits is not queued again: right for "look at this again", wrong for "do this once more".
   */
  readonly once: boolean
}

/** Every queue there is. The worker brings the database's rules into line with these when it starts. */
export const QUEUES = [
  /** The day's follow-up of one tenant. */
  { name: 'run-day', atOnce: 1, seconds: 3600, retries: 5, once: true },
  /** Customers to decide about again, because something about them was journaled. */
  { name: 'look-again', atOnce: 1, seconds: 600, retries: 8, once: true },
  /** Messages decided and not yet sent. */
  { name: 'send-messages', atOnce: 2, seconds: 300, retries: 12, once: false },
  /** Files brought in from the screen or by API. */
  { name: 'import-file', atOnce: 1, seconds: 3600, retries: 2, once: false },
  /** Bank lines that wait, to be matched again because something they may pay has changed. */
  { name: 'match-again', atOnce: 1, seconds: 3600, retries: 5, once: true },
  /** Bank files to be taken in, matched and settled. */
  { name: 'import-statement', atOnce: 1, seconds: 3600, retries: 2, once: false },
] as const satisfies readonly QueueRule[]

/** Name of a declared queue. */
export type QueueName = (typeof QUEUES)[number]['name']

/** What a job carries: ids and days, never names or amounts, because the worker of all tenants reads it. */
export type JobPayload = Readonly<Record<string, unknown>>

/** What the worker does with one job. It throws to be tried again; it may run twice, so it re-reads before it acts. */
export type JobHandler = (app: App, actor: Actor, payload: JobPayload, signal: AbortSignal) => Promise<void>

const CHUNK = 10_000
/**
 * Work done while somebody waits leaves a job behind as well, for the worker to end it if the program is killed in the
 * middle; this long after it began it is surely over, and the job finds nothing to do.
 */
export const RESCUE_SECONDS = 600
const HEARTBEAT_SECONDS = 10
const RETRY_SECONDS = 2
const RETRY_SECONDS_MOST = 600
const DAY_SECONDS = 86_400
// pg-boss derives its channel from its schema's name in this way; the worker listens there.
const CHANNEL = sql`'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24)`

/**
 * Puts jobs into a queue within the deciding transaction: they exist exactly when it commits. They belong to the tenant
 * of the transaction. `afterSeconds` is how long they wait before they may start, in real time. Answers how many were
 * queued, which on a queue with `once` may be fewer than given.
 */
export async function enqueue(
  tx: Tx,
  queue: QueueName,
  payloads: readonly JobPayload[],
  options: { readonly afterSeconds?: number; readonly priority?: number } = {},
): Promise<number> {
  let queued = 0
  for (let start = 0; start < payloads.length; start += CHUNK) {
    const text = canonicalJson(payloads.slice(start, start + CHUNK))
    let inserted = await insertJobs(tx, queue, text, options)
    // Nothing inserted means all wait already, or that this database has never seen the queue.
    if (inserted === 0 && (await createQueue(tx, queue))) inserted = await insertJobs(tx, queue, text, options)
    queued += inserted
  }
  return queued
}

// pg-boss documents its job table for programs that write SQL; its own `insert` needs a started instance with a
// connection of its own beside the transaction, and one more round trip. The columns that rule a job come from its
// queue.
async function insertJobs(
  tx: Tx,
  queue: QueueName,
  payloads: string,
  options: { readonly afterSeconds?: number; readonly priority?: number },
): Promise<number> {
  const { rows } = await sql<{ queued: bigint }>`
    with job as (
      select jsonb_build_object('tenant', current_setting('app.tenant')::uuid, 'payload', payload) as data,
             now() + ${options.afterSeconds ?? 0} * interval '1s' as start_after
      from jsonb_array_elements(${payloads}::jsonb) as payload
    ), inserted as (
      insert into pgboss.job (name, data, priority, start_after, keep_until, singleton_key, policy,
                              retry_limit, retry_delay, retry_backoff, retry_delay_max,
                              expire_seconds, deletion_seconds, heartbeat_seconds)
      select name, job.data, ${options.priority ?? 0}, start_after, start_after + retention_seconds * interval '1s',
             case policy when 'short' then md5(job.data::text) end, policy, retry_limit, retry_delay,
             retry_backoff, retry_delay_max, expire_seconds, deletion_seconds, heartbeat_seconds
      from job cross join pgboss.queue where name = ${queue}
      on conflict do nothing returning 1
    )
    select count(*) as queued, case when count(*) > 0 then pg_notify(${CHANNEL}, ${queue}) end from inserted`.execute(
    tx,
  )
  return Number(rows[0]?.queued ?? 0)
}

async function createQueue(tx: Tx, queue: QueueName): Promise<boolean> {
  const { rows } = await sql`
    select pgboss.create_queue(${queue}, ${JSON.stringify(rulesOf(queue))}::jsonb)
    where not exists (select from pgboss.queue where name = ${queue})`.execute(tx)
  return rows.length > 0
}

function rulesOf(queue: QueueName) {
  const rule: QueueRule | undefined = QUEUES.find(({ name }) => name === queue)
  if (!rule) throw new Error(`there is no queue "${queue}"; declare it in QUEUES of platform/jobs.ts`)
  return {
    policy: rule.once ? 'short' : 'standard',
    retryLimit: rule.retries,
    retryDelay: RETRY_SECONDS,
    retryDelayMax: RETRY_SECONDS_MOST,
    retryBackoff: true,
    expireInSeconds: rule.seconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: 30 * DAY_SECONDS,
    deleteAfterSeconds: DAY_SECONDS,
    notify: true,
  }
}

/** Makes a handler from a schema and a function: a payload that does not fit is a bug and fails the job. */
export function jobHandler<Schema extends z.ZodType>(
  schema: Schema,
  run: (app: App, actor: Actor, payload: z.output<Schema>, signal: AbortSignal) => Promise<void>,
): JobHandler {
  return (app, actor, payload, signal) => run(app, actor, schema.parse(payload), signal)
}

/** A running worker. */
export type Worker = {
  /** Stops taking jobs and waits up to `seconds` for those at work; what is left is tried again elsewhere. */
  stop(seconds?: number): Promise<void>
}

/**
 * Works off the given queues until stopped. Several workers may run at once. A job whose worker was killed is missed
 * after ten seconds without a heartbeat, and runs again, here or in another worker, within about twenty.
 */
export async function startWorker(
  app: App,
  handlers: Readonly<Partial<Record<QueueName, JobHandler>>>,
): Promise<Worker> {
  const boss = new PgBoss({
    ...ownerSettings(app),
    application_name: 'quittance worker',
    options: `-c role=${APPLICATION_ROLE} -c timezone=UTC -c datestyle=ISO -c jit=off`,
    max: 4,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
    maintenanceIntervalSeconds: 3600,
  })
  boss.on('error', error => app.log.warn('worker-trouble', {}, error))
  boss.on('warning', warning => app.log.warn('worker-warning', {}, warning.message))
  await boss.start()
  for (const { name, atOnce } of QUEUES) {
    const { policy, ...rules } = rulesOf(name)
    await boss.createQueue(name, { policy, ...rules })
    await boss.updateQueue(name, rules)
    const handler = handlers[name]
    if (!handler) continue
    for (let lane = 0; lane < atOnce; lane += 1) await openLane(boss, app, name, handler)
  }
  return { stop: (seconds = 10) => boss.stop({ graceful: true, timeout: seconds * 1000 }) }
}

// `DatabaseOptions` is the subset of the driver's settings that the owner's connection can have.
function ownerSettings(app: App): ConstructorParameters<typeof PgBoss>[0] & object {
  return app.db.owner as ConstructorParameters<typeof PgBoss>[0] & object
}

type Queued = { readonly tenant: TenantId; readonly payload: JobPayload }

async function openLane(boss: PgBoss, app: App, queue: QueueName, handler: JobHandler): Promise<void> {
  // NOTIFY wakes the lane; polling is for jobs whose time comes later: retries and `afterSeconds`.
  const pace = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 3 }
  const lane: string = await boss.work<Queued>(queue, pace, async ([job]) => {
    if (!job) return
    const { tenant } = job.data
    try {
      const actor: Actor = {
        tenant,
        user: null,
        role: 'administrator',
        via: 'worker',
        today: await loadToday(app, tenant),
      }
      await handler(app, actor, job.data.payload, job.signal)
    } catch (error) {
      app.log.warn('job-failed', { queue, job: job.id, tenant }, error)
      // The queue keeps what is thrown here, and causes quote what people wrote: the log has the cause, without names.
      // eslint-disable-next-line preserve-caught-error
      throw new Error(`failed; the log says why under job ${job.id}`)
    } finally {
      // The next job may wait already: without this the lane would sleep until its next poll.
      boss.notifyWorker(lane)
    }
  })
}

/** How much waits, runs and has failed for good in each queue. */
export type QueueDepth = {
  readonly queue: string
  readonly waiting: number
  readonly running: number
  readonly failed: number
}

/** Counts the jobs of one tenant, or of all with `null`; jobs that are done are not counted. */
export async function queueDepth(tx: Tx, tenant: TenantId | null): Promise<QueueDepth[]> {
  const { rows } = await sql<{ queue: string; waiting: bigint; running: bigint; failed: bigint }>`
    select name as queue,
           count(*) filter (where state in ('created', 'retry')) as waiting,
           count(*) filter (where state = 'active') as running,
           count(*) filter (where state = 'failed') as failed
    from pgboss.job
    where state in ('created', 'retry', 'active', 'failed')
      ${tenant === null ? sql`` : sql`and data ->> 'tenant' = ${tenant}`}
    group by name order by name`.execute(tx)
  return rows.map(row => ({
    queue: row.queue,
    waiting: Number(row.waiting),
    running: Number(row.running),
    failed: Number(row.failed),
  }))
}
