import { readFileSync, readdirSync } from 'node:fs'
import { openHouse, furnish } from '/work/main/src/app/house.ts'
import { addCreditor } from '/work/main/src/modules/parties/index.ts'
import { importFile } from '/work/main/src/modules/receivables/index.ts'
import { newId } from '/work/main/src/platform/ids.ts'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import { createWriteStream, createReadStream } from 'node:fs'
const house = await openHouse({ QUITTANCE_DATA: process.env.QD ?? '/tmp/r1/data', LOG_LEVEL:'warn', PORT:'0' })
if (!house.ok) throw new Error(JSON.stringify(house.refusal))
const { app } = house.value
const tenant = newId() as any
await app.db.shared(tx => tx.insertInto('tenant').values({ tenant_id: tenant, name: 'B'+tenant.slice(-6), country: 'FR' } as any).execute())
await furnish(app, tenant)
const actor = { tenant, user: null, role: 'administrator', via: 'cli', today: '2026-11-21' } as any
for (const c of JSON.parse(readFileSync('/work/main/samples/creditors.json','utf8'))) {
  const r = await addCreditor(app, actor, { code: c.code, name: c.name, country: c.country, siren: c.siren, vatNumber: c.vat, enterpriseNumber: c.enterpriseNumber, paymentDays: c.paymentDays })
  if (!r.ok) throw new Error(r.refusal.message)
}
const dir = process.env.DIR ?? '/tmp/r1/big/portfolio'
const rss = () => process.memoryUsage.rss()
const again = process.env.AGAIN === '1'
for (const pass of again ? [1,2] : [1]) for (const f of readdirSync(dir).sort()) {
  const bytes = new Uint8Array(readFileSync(dir + '/' + f))
  ;(globalThis as any).gc?.()
  const r0 = rss(); let peak = r0
  const timer = setInterval(() => { peak = Math.max(peak, rss()) }, 20)
  const t = performance.now()
  const done = await importFile(app, actor, { name: f, bytes }, { apply: true, confirm: [] })
  clearInterval(timer)
  if (!done.ok) { console.log(f, done.refusal); continue }
  console.log(f, done.value.state, JSON.stringify(done.value.counts), 'bytes', bytes.length, Math.round(performance.now() - t) + ' ms', 'rss +' + Math.round((peak - r0) / 1e6) + ' MB')
}
if (process.env.COPY === '1') {
  const o = new pg.Client(app.db.owner as any); await o.connect()
  await o.query('set role none')
  const who = await o.query('select current_user')
  const su = new pg.Client({ ...(app.db.owner as any), user: 'postgres' }); await su.connect()
  for (const table of ['invoice','allocation']) await pipeline(su.query(copyTo(`copy (select ${table==='invoice'? "(jsonb_populate_record(t, jsonb_build_object('open', t.amount))).*" : 't.*'} from ${table} t where tenant_id='${tenant}') to stdout`)), createWriteStream('/tmp/r1/' + table + '.copy'))
  await su.query(`alter table invoice disable trigger user; delete from allocation where tenant_id='${tenant}'; delete from invoice where tenant_id='${tenant}'; alter table invoice enable trigger user`)
  await su.query('vacuum invoice'); await su.query('vacuum allocation'); await su.query('checkpoint')
  const t = performance.now()
  await su.query('begin')
  for (const table of ['invoice','allocation']) { const t2=performance.now(); await pipeline(createReadStream('/tmp/r1/' + table + '.copy'), su.query(copyFrom(`copy ${table} from stdin`))); console.log('copy', table, Math.round(performance.now()-t2)) }
  await su.query('commit')
  console.log('COPY total', Math.round(performance.now() - t), 'ms')
  await o.end(); await su.end()
}
await house.value.close()
