import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, newTenant } from '#test/support.ts'
import type { Database } from './db/database.ts'
import { loadFile, MAX_FILE_BYTES, storeFile } from './files.ts'

let db: Database

beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const PDF = { bytes: new TextEncoder().encode('%PDF-1.7 é'), mediaType: 'application/pdf', name: 'Facture é.pdf' }

test('a file comes back byte for byte under its hash', async () => {
  const tenant = await newTenant(db)
  const hash = await db.inTenant(tenant, tx => storeFile(tx, tenant, PDF))
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(await db.inTenant(tenant, tx => loadFile(tx, tenant, hash))).toEqual({
    ok: true,
    value: { sha256: hash, ...PDF },
  })
})

test('the same bytes are kept once, under their first name', async () => {
  const tenant = await newTenant(db)
  const first = await db.inTenant(tenant, tx => storeFile(tx, tenant, PDF))
  const second = await db.inTenant(tenant, tx => storeFile(tx, tenant, { ...PDF, name: 'copie.pdf' }))
  expect(second).toBe(first)
  const rows = await db.inTenant(tenant, tx => tx.selectFrom('file').select('name').execute())
  expect(rows).toEqual([{ name: PDF.name }])
})

test('an unknown hash, a wrong hash and the file of another tenant are not found', async () => {
  const [mine, theirs] = [await newTenant(db), await newTenant(db, 'Beta')]
  const hash = await db.inTenant(mine, tx => storeFile(tx, mine, PDF))
  for (const asked of ['f'.repeat(64), 'not a hash', '']) {
    const found = await db.inTenant(mine, tx => loadFile(tx, mine, asked))
    expect(found).toMatchObject({ ok: false, refusal: { code: 'file-not-found' } })
  }
  expect((await db.inTenant(theirs, tx => loadFile(tx, theirs, hash))).ok).toBe(false)
})

test('a file too large to keep is a bug of the caller', async () => {
  const tenant = await newTenant(db)
  const huge = { ...PDF, bytes: new Uint8Array(MAX_FILE_BYTES + 1) }
  await expect(db.inTenant(tenant, tx => storeFile(tx, tenant, huge))).rejects.toThrow(/too large/)
})
