import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { CustomerId, TenantId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Actor } from './app.ts'
import { canonicalJson } from './canonical.ts'
import type { Tx } from './db/database.ts'

/** What a command records: which customer it concerns, what happened (`invoice-imported`), and the facts as JSON. */
export type JournalEntry = {
  readonly customer: CustomerId | null
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
}

/** An entry as it is read back; `at` is UTC with microseconds, `hash` and `prevHash` are hex. */
export type JournalLine = {
  readonly seq: number
  readonly at: string
  readonly actor: JournalActor
  readonly customer: CustomerId | null
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly prevHash: string
  readonly hash: string
}

/** Who acted, without the tenant, which every entry has beside it. */
export type JournalActor = Pick<Actor, 'user' | 'role' | 'via'>

const GENESIS = '0'.repeat(64)
const CHUNK = 5000
const AT = sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * Appends entries to the tenant's journal, each sealed by the SHA-256 of the one before, and wakes the live screens
 * when the transaction commits. Call it once per command with everything that happened: the tenant's head stays locked
 * until the commit, which is what keeps the numbers gap-free, so it should be among the last things a transaction does.
 * Answers the number of the last entry (0 when the journal is still empty).
 */
export async function record(
  tx: Tx,
  tenant: TenantId,
  actor: JournalActor,
  entries: readonly JournalEntry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const by: JournalActor = { user: actor.user, role: actor.role, via: actor.via }
  const actorText = canonicalJson(by)
  const head = await lockHead(tx, tenant)
  let { seq, prevHash } = head
  for (let start = 0; start < entries.length; start += CHUNK) {
    const chunk = entries.slice(start, start + CHUNK)
    const first = seq
    const firstHash = prevHash
    const texts: string[] = []
    const hashes: string[] = []
    for (const entry of chunk) {
      seq += 1
      const text = canonicalJson(entry.data)
      prevHash = seal({ ...entry, seq, at: head.at, prevHash }, tenant, actorText, text)
      texts.push(text)
      hashes.push(prevHash)
    }
    await insertRows(tx, tenant, actorText, { chunk, texts, hashes, first, firstHash, at: head.at })
  }
  return seq
}

type Rows = {
  readonly chunk: readonly JournalEntry[]
  readonly texts: readonly string[]
  readonly hashes: readonly string[]
  readonly first: number
  readonly firstHash: string
  readonly at: string
}

// The chain is moved on, the entries are written and the screens are told in one statement. Long columns travel as one
// text each: the driver would escape an array element by element.
async function insertRows(tx: Tx, tenant: TenantId, actor: string, rows: Rows): Promise<void> {
  const before = [rows.firstHash, ...rows.hashes.slice(0, -1)]
  const last = rows.hashes[rows.hashes.length - 1] ?? rows.firstHash
  await sql`
    with head as (
      update journal_head set seq = ${rows.first + rows.chunk.length}, hash = decode(${last}, 'hex')
      where tenant_id = ${tenant} returning pg_notify('journal', ${tenant})
    ), written as (
      insert into journal (tenant_id, seq, at, actor, customer_id, kind, data, prev_hash, hash)
      select ${tenant}, ${rows.first}::bigint + n, ${rows.at}::timestamptz, ${actor}::jsonb,
             customer, kind, data, decode(before, 'hex'), decode(hash, 'hex')
      from rows from (
        unnest(${`{${rows.chunk.map(entry => entry.customer ?? 'null').join(',')}}`}::uuid[]),
        unnest(${rows.chunk.map(entry => entry.kind)}::text[]),
        jsonb_array_elements(${`[${rows.texts.join(',')}]`}::jsonb),
        unnest(string_to_array(${before.join(',')}, ',')),
        unnest(string_to_array(${rows.hashes.join(',')}, ','))
      ) with ordinality as entry (customer, kind, data, before, hash, n)
    )
    select from head`.execute(tx)
}

// The instant is taken after the lock, so a later number never has an earlier time on one server.
async function lockHead(tx: Tx, tenant: TenantId): Promise<{ seq: number; prevHash: string; at: string }> {
  const lock = sql<{ seq: bigint; hash: string; at: string }>`
    with head as materialized (select seq, hash from journal_head where tenant_id = ${tenant} for update)
    select seq, encode(hash, 'hex') as hash,
           to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from head`
  let row = (await lock.execute(tx)).rows[0]
  if (!row) {
    await sql`
      insert into journal_head (tenant_id, seq, hash) values (${tenant}, 0, decode(${GENESIS}, 'hex'))
      on conflict do nothing`.execute(tx)
    row = (await lock.execute(tx)).rows[0]
  }
  if (!row) throw new Error('the journal head of this tenant cannot be locked')
  return { seq: Number(row.seq), prevHash: row.hash, at: row.at }
}

type Sealed = Pick<JournalLine, 'seq' | 'at' | 'customer' | 'kind' | 'prevHash'>

// `actor` and `data` are canonical JSON already and the keys stand in its order, so this is the canonical JSON of
// `{actor, at, data, entry: [customer, kind, prevHash, seq, tenant]}` without sorting it again.
function seal(line: Sealed, tenant: TenantId, actor: string, data: string): string {
  const entry = JSON.stringify([line.customer, line.kind, line.prevHash, line.seq, tenant])
  return hash('sha256', `{"actor":${actor},"at":"${line.at}","data":${data},"entry":${entry}}`, 'hex')
}

/** What to read of a journal; entries come in order, oldest first unless `newestFirst`. */
export type JournalQuery = {
  readonly customer?: CustomerId
  readonly kinds?: readonly string[]
  /** Only entries after this number: what a poller or an exporter has not seen yet. */
  readonly since?: number
  /** Only entries before this number: the cursor of a timeline that scrolls back. */
  readonly before?: number
  readonly newestFirst?: boolean
  readonly limit: number
}

/** Reads a part of the tenant's journal. */
export async function readJournal(tx: Tx, tenant: TenantId, query: JournalQuery): Promise<JournalLine[]> {
  const order = query.newestFirst === true ? sql`desc` : sql`asc`
  const { rows } = await sql<Row>`
    select seq, ${AT} as at, actor, customer_id, kind, data,
           encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
    from journal
    where tenant_id = ${tenant}
      ${query.customer === undefined ? sql`` : sql`and customer_id = ${query.customer}`}
      ${query.kinds === undefined ? sql`` : sql`and kind = any(${[...query.kinds]}::text[])`}
      ${query.since === undefined ? sql`` : sql`and seq > ${query.since}`}
      ${query.before === undefined ? sql`` : sql`and seq < ${query.before}`}
    order by seq ${order} limit ${query.limit}`.execute(tx)
  return rows.map(row => ({
    seq: Number(row.seq),
    at: row.at,
    actor: row.actor,
    customer: row.customer_id,
    kind: row.kind,
    data: row.data,
    prevHash: row.prev_hash,
    hash: row.hash,
  }))
}

type Row = {
  seq: bigint
  at: string
  actor: JournalActor
  customer_id: CustomerId | null
  kind: string
  data: Record<string, unknown>
  prev_hash: string
  hash: string
}

/**
 * Recomputes the whole chain of a tenant, page by page. Answers how many entries there are and the last hash, which an
 * auditor notes elsewhere. Refused with `journal-broken`: `seq` is the first entry that is missing, altered or out of
 * place.
 */
export async function verifyJournal(tx: Tx, tenant: TenantId): Promise<Result<{ entries: number; hash: string }>> {
  let seq = 0
  let prevHash = GENESIS
  for (;;) {
    const lines = await readJournal(tx, tenant, { since: seq, limit: CHUNK })
    for (const line of lines) {
      const wrong = mistakeOf(line, seq + 1, prevHash, tenant)
      if (wrong !== null) return broken(seq + 1, wrong)
      seq = line.seq
      prevHash = line.hash
    }
    if (lines.length < CHUNK) break
  }
  const { rows } = await sql<{ seq: bigint; hash: string }>`
    select seq, encode(hash, 'hex') as hash from journal_head where tenant_id = ${tenant}`.execute(tx)
  const head = rows[0] ?? { seq: 0n, hash: GENESIS }
  if (Number(head.seq) !== seq) return broken(seq + 1, `the journal should reach entry ${head.seq}`)
  if (head.hash !== prevHash) return broken(seq, 'the seal kept in the head is another one')
  return ok({ entries: seq, hash: prevHash })
}

function mistakeOf(line: JournalLine, wanted: number, prevHash: string, tenant: TenantId): string | null {
  if (line.seq !== wanted) return 'it is missing'
  if (line.prevHash !== prevHash) return 'it does not follow the entry before'
  const sealed = seal(line, tenant, canonicalJson(line.actor), canonicalJson(line.data))
  return sealed === line.hash ? null : 'its content was altered'
}

function broken(seq: number, why: string): Result<never> {
  return refuse('journal-broken', `the journal is broken at entry ${seq}: ${why}; compare it with a backup`, {
    seq,
    why,
  })
}
