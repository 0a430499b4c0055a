import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerId, TenantId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import type { Database } from './db/database.ts'
import { newId } from './ids.ts'
import { readJournal, record, verifyJournal, type JournalActor, type JournalEntry } from './journal.ts'

const ACTOR: JournalActor = { user: null, role: 'collector', via: 'cli' }
let db: Database

beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

function entries(count: number, customer: CustomerId | null = null): JournalEntry[] {
  return Array.from({ length: count }, (_, n) => ({
    customer,
    kind: 'note-written',
    data: { n, text: `é ${n}`, b: 1.5 },
  }))
}

async function write(tenant: TenantId, ...batches: JournalEntry[][]): Promise<void> {
  for (const batch of batches) await db.inTenant(tenant, tx => record(tx, tenant, ACTOR, batch))
}

/** What no login of the program can do: change rows as the owner with the policies off. */
async function tamper(statement: string, ...values: unknown[]): Promise<void> {
  const owner = new Client({ ...db.owner, user: 'postgres' })
  await owner.connect()
  await owner.query(statement, values)
  await owner.end()
}

test('entries are numbered without gaps, chained, and read back as written', async () => {
  const tenant = await newTenant(db)
  const customer = newId<'customer'>()
  const amount = money(12345n, 'EUR')
  await write(tenant, entries(2), [
    { customer, kind: 'paid', data: { z: 1, a: { amount }, gone: undefined, nul: 'a\0b' } },
  ])
  const lines = await db.inTenant(tenant, tx => readJournal(tx, tenant, { limit: 10 }))
  expect(lines.map(line => line.seq)).toEqual([1, 2, 3])
  expect(lines[2]?.prevHash).toBe(lines[1]?.hash)
  expect(lines[2]).toMatchObject({ customer, kind: 'paid', actor: ACTOR })
  expect(lines[2]?.data).toEqual({ z: 1, a: { amount: { amount: '123.45', currency: 'EUR' } }, nul: 'a\uFFFDb' })
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  expect(verified).toEqual({ ok: true, value: { entries: 3, hash: lines[2]?.hash } })
})

test('an empty journal is whole, and recording nothing writes nothing', async () => {
  const tenant = await newTenant(db)
  await write(tenant, [])
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  expect(verified).toMatchObject({ ok: true, value: { entries: 0 } })
})

test('reads by customer, since a number and backwards from a number', async () => {
  const tenant = await newTenant(db)
  const [one, two] = [newId<'customer'>(), newId<'customer'>()]
  await write(tenant, entries(5, one), entries(5, two))
  const read = (query: Parameters<typeof readJournal>[2]): Promise<number[]> =>
    db.inTenant(tenant, async tx => (await readJournal(tx, tenant, query)).map(line => line.seq))
  expect(await read({ customer: two, limit: 3 })).toEqual([6, 7, 8])
  expect(await read({ since: 8, limit: 10 })).toEqual([9, 10])
  expect(await read({ customer: one, before: 4, newestFirst: true, limit: 2 })).toEqual([3, 2])
  expect(await read({ kinds: ['paid'], limit: 2 })).toEqual([])
})

test('writers at the same time queue up instead of breaking the chain', async () => {
  const tenant = await newTenant(db)
  await Promise.all(Array.from({ length: 8 }, () => write(tenant, entries(20))))
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  expect(verified).toMatchObject({ ok: true, value: { entries: 160 } })
})

test('a rolled-back transaction leaves no entry and no gap', async () => {
  const tenant = await newTenant(db)
  const failing = db.inTenant(tenant, async tx => {
    await record(tx, tenant, ACTOR, entries(3))
    throw new Error('the command failed after all')
  })
  await expect(failing).rejects.toThrow('after all')
  await write(tenant, entries(1))
  const lines = await db.inTenant(tenant, tx => readJournal(tx, tenant, { limit: 10 }))
  expect(lines.map(line => line.seq)).toEqual([1])
})

test.each([
  ['changed facts', `update journal set data = data || '{"n": 99}' where tenant_id = $1 and seq = 4`, 4, 'altered'],
  ['another author', `update journal set actor = actor || '{"x": 1}' where tenant_id = $1 and seq = 3`, 3, 'altered'],
  ['another time', `update journal set at = at - interval '1 day' where tenant_id = $1 and seq = 5`, 5, 'altered'],
  ['a removed entry', 'delete from journal where tenant_id = $1 and seq = 2', 2, 'missing'],
  ['a cut tail', 'delete from journal where tenant_id = $1 and seq > 4', 5, 'reach entry 6'],
])('tampering is found and the entry named: %s', async (_, statement, seq, why) => {
  const tenant = await newTenant(db)
  await write(tenant, entries(6))
  await tamper(statement, tenant)
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  expect(verified).toMatchObject({ ok: false, refusal: { code: 'journal-broken', data: { seq } } })
  expect(verified.ok ? '' : verified.refusal.message).toContain(why)
})

test('the application can neither update nor delete an entry', async () => {
  const tenant = await newTenant(db)
  await write(tenant, entries(1))
  const denied = /permission denied for table journal/
  await expect(db.inTenant(tenant, tx => tx.deleteFrom('journal').execute())).rejects.toThrow(denied)
  await expect(db.inTenant(tenant, tx => tx.updateTable('journal').set({ kind: 'x' }).execute())).rejects.toThrow(
    denied,
  )
})

test('another tenant sees nothing of it', async () => {
  const [mine, theirs] = [await newTenant(db), await newTenant(db, 'Beta')]
  await write(mine, entries(2))
  expect(await db.inTenant(theirs, tx => readJournal(tx, mine, { limit: 10 }))).toEqual([])
})

test('many entries in one call: 50,000, and the chain holds', async () => {
  const tenant = await newTenant(db)
  const many = entries(50_000, newId<'customer'>())
  const started = performance.now()
  await write(tenant, many)
  const seconds = (performance.now() - started) / 1000
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  expect(verified).toMatchObject({ ok: true, value: { entries: 50_000 } })
  process.stderr.write(`journal: ${Math.round(50_000 / seconds)} entries/s\n`)
})
