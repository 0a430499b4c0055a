import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unwrap } from '#kernel/result.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { importFile } from './index.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const SAMPLES = join(import.meta.dirname, '../../../samples/portfolio')
const LIST = `Code client;Nom;N° facture;Date;Échéance;Montant TTC;Libellé
C-1;Léa Vasseret;F-1;05/01/2026;04/02/2026;145,67;12 caisses   de bière blonde
C-1;Léa Vasseret;F-2;13/01/2026;12/02/2026;10,00;
C-1;Léa Vasseret;F-3;13/01/2026;12/02/2026;10,00;${'très long '.repeat(30)}
`

test('what was sold comes with the list, or with the lines of the document', async () => {
  const house = await furnishedTenant(db)
  const app = testApp(db)
  const actor = actorOn(house.tenant, '2026-02-01')
  const bytes = new TextEncoder().encode(LIST)
  const done = unwrap(await importFile(app, actor, { name: 'liste.csv', bytes }, { apply: true }))
  expect(done.counts).toMatchObject({ created: 3, errors: 0 })
  // The first Factur-X of the samples that says when it is due: profile MINIMUM does not.
  let created = 0
  for (const name of readdirSync(SAMPLES).filter(file => file.startsWith('05-FA'))) {
    if (created > 0) break
    const invoice = { name, bytes: new Uint8Array(readFileSync(join(SAMPLES, name))) }
    const read = unwrap(await importFile(app, actor, invoice, { apply: true, creditor: house.creditor }))
    ;({ created } = read.counts)
  }
  expect(created).toBe(1)
  const { rows } = await db.inTenant(house.tenant, tx =>
    sql<{ number: string; label: string }>`
      select number, label from invoice_label join invoice using (tenant_id, invoice_id) order by number`.execute(tx),
  )
  expect(rows.map(row => row.number)).toEqual(['F-1', 'F-3', expect.stringMatching(/^FA-/)])
  expect(rows[0]?.label).toBe('12 caisses de bière blonde')
  expect(rows[1]?.label).toHaveLength(120)
  expect(rows[2]?.label).toMatch(/\p{L}{3}/u)
})
