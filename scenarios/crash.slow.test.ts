import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantId } from '#kernel/id.ts'
import type { Database } from '#platform/db/database.ts'
import { verifyJournal } from '#platform/journal.ts'
import { addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'

// The program is killed again and again while it decides the day and sends. Whatever the moment, everybody is written
// to, and nobody twice. Read from outside: the mail folder, and a real mail server that notes what it took.
const CUSTOMERS = 60
const TODAY = '2026-03-02'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

async function lateHouse(name: string): Promise<TenantId> {
  const house = await furnishedTenant(db, name)
  for (let n = 0; n < CUSTOMERS; n += 1) {
    const customer = await addCustomer(db, house, { name: `${name} ${n}` })
    await addInvoice(db, house, customer, {
      number: `${name}-${n}`,
      issueOn: '2026-01-20',
      dueOn: '2026-02-20',
      cents: 9_900n,
    })
  }
  return house.tenant
}

async function states(tenant: TenantId): Promise<Record<string, number>> {
  const { rows } = await db.inTenant(tenant, tx =>
    sql<{ state: string; n: number }>`select state, count(*)::int n from message group by 1`.execute(tx),
  )
  return Object.fromEntries(rows.map(row => [row.state, row.n]))
}

/** Starts the program, kills it after a while, and again, until every message has come to rest. Answers the kills. */
async function runUntilDone(tenant: TenantId, dataDir: string, smtpUrl: string | null): Promise<number> {
  const orders = JSON.stringify({ owner: db.owner, tenant, today: TODAY, dataDir, smtpUrl })
  const deadline = performance.now() + 150_000
  for (let kills = 0; performance.now() < deadline; kills += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../test/crash-child.ts'), orders], {
      stdio: 'ignore',
    })
    const ended = new Promise(resolve => child.once('exit', resolve))
    // The first lives are short, to die in the middle of deciding and of sending; later ones may finish the work.
    const life = kills < 8 ? 900 + 137 * kills : 25_000
    const until = performance.now() + life
    while (performance.now() < until) {
      const { sent = 0, doubtful = 0 } = await states(tenant)
      if (sent + doubtful === CUSTOMERS) break
      await sleep(50)
    }
    child.kill('SIGKILL')
    await ended
    const { sent = 0, doubtful = 0 } = await states(tenant)
    if (sent + doubtful === CUSTOMERS) return kills
  }
  throw new Error(`not at rest: ${JSON.stringify(await states(tenant))}`)
}

test('killed while mail goes to a folder: every message is there, once', { timeout: 200_000 }, async () => {
  const tenant = await lateHouse('Dossier')
  const dataDir = mkdtempSync(join(tmpdir(), 'quittance-crash-'))
  const kills = await runUntilDone(tenant, dataDir, null)
  expect(kills).toBeGreaterThan(0)
  expect(await states(tenant)).toEqual({ sent: CUSTOMERS })
  const files = readdirSync(join(dataDir, 'mail')).filter(name => name.endsWith('.eml'))
  expect(files).toHaveLength(CUSTOMERS)
  expect(files.filter(name => name.includes('~'))).toEqual([])
  expect(await db.inTenant(tenant, tx => verifyJournal(tx, tenant))).toMatchObject({ ok: true })
  rmSync(dataDir, { recursive: true })
})

test(
  'killed while a mail server takes it: none twice, none lost, the doubtful shown',
  { timeout: 200_000 },
  async () => {
    const taken: string[] = []
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          taken.push(/^Message-ID: (<.+>)/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? '?')
          setTimeout(() => done(null, 'kept'), 15)
        })
      },
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const tenant = await lateHouse('Serveur')
    const dataDir = mkdtempSync(join(tmpdir(), 'quittance-crash-'))
    const kills = await runUntilDone(tenant, dataDir, `smtp://127.0.0.1:${port}`)
    expect(kills).toBeGreaterThan(0)
    expect(new Set(taken).size).toBe(taken.length)
    const { rows } = await db.inTenant(tenant, tx =>
      sql<{ mail_id: string; state: string }>`select mail_id, state from message`.execute(tx),
    )
    // Said to be sent: the server has it. Not taken by the server: a person is asked.
    for (const { mail_id, state } of rows) if (!taken.includes(mail_id)) expect(state).toBe('doubtful')
    const doubtful = rows.filter(row => row.state === 'doubtful').length
    expect(doubtful).toBeLessThanOrEqual(kills * 2)
    await new Promise<void>(resolve => server.close(() => resolve()))
    rmSync(dataDir, { recursive: true })
  },
)
