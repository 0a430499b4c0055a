import { agedBalance } from '#modules/reports/index.ts'
import { unwrap } from '#kernel/result.ts'
import { median, newHouse, peakMegabytes, showMs, timed, TODAY, type Figure, type Ground } from './ground.ts'
import { fill } from './portfolio.ts'

const ROUNDS = 5

const AGES = `
  sum(open)::bigint total, count(*)::int items,
  coalesce(sum(open) filter (where due_on >= $2), 0)::bigint not_due,
  coalesce(sum(open) filter (where due_on between $2::date - 30 and $2::date - 1), 0)::bigint d1_30,
  coalesce(sum(open) filter (where due_on between $2::date - 60 and $2::date - 31), 0)::bigint d31_60,
  coalesce(sum(open) filter (where due_on between $2::date - 90 and $2::date - 61), 0)::bigint d61_90,
  coalesce(sum(open) filter (where due_on < $2::date - 90), 0)::bigint d90`

const PLAIN = `
  with aged as (
    select customer_id, currency, ${AGES} from invoice where tenant_id = $1 and open <> 0 group by 1, 2)
  select c.customer_id id, c.name, c.ref, a.* from aged a
  join customer c on (c.tenant_id, c.customer_id) = ($1, a.customer_id)
  order by a.total desc, c.name, c.ref, a.currency`

const PLAIN_PAST = `
  with paid as (
    select invoice_id, sum(amount) paid from allocation where tenant_id = $1 and on_day <= $2 group by 1),
  aged as (
    select customer_id, currency, ${AGES}
    from (select customer_id, currency, due_on, amount - coalesce(paid, 0) open
          from invoice left join paid using (invoice_id) where tenant_id = $1 and issue_on <= $2) o
    where open <> 0 group by 1, 2)
  select c.customer_id id, c.name, c.ref, a.* from aged a
  join customer c on (c.tenant_id, c.customer_id) = ($1, a.customer_id)
  order by a.total desc, c.name, c.ref, a.currency`

/** The aged balance by customer, every line, today and as of a past day, beside the plain SQL without row security. */
export async function measureAged(ground: Ground, size: number): Promise<Figure[]> {
  const { actor, creditor } = await newHouse(ground, 'aged')
  await fill(ground.superuser, { tenant: actor.tenant, creditor }, size, 'ages')
  const past = '2026-09-30' as typeof TODAY
  const figures = [
    await measure(`aged balance, ${size} customers, all lines`, TODAY, PLAIN, '≤ 1.3×'),
    await measure('the same as of a past day', past, PLAIN_PAST, ''),
  ]
  const peak = peakMegabytes()
  return [
    ...figures,
    { claim: 'its memory', ours: `${peak.toFixed(0)} MB`, plain: '', ratio: '', target: '≤ 512 MB', met: peak <= 512 },
  ]

  async function measure(claim: string, asOf: typeof TODAY, plainSql: string, target: string): Promise<Figure> {
    const ours: number[] = []
    const plain: number[] = []
    for (let round = 0; round <= ROUNDS; round += 1) {
      const own = await timed(async () =>
        unwrap(await agedBalance(ground.app, actor, { asOf, by: 'customer', sort: '-total' })),
      )
      const reference = await timed(() => ground.superuser.query<{ total: string }>(plainSql, [actor.tenant, asOf]))
      const total = reference.value.rows.reduce((sum, row) => sum + BigInt(row.total), 0n)
      if (own.value.totals[0]?.total !== total || own.value.rows.length !== reference.value.rows.length)
        throw new Error('the two aged balances differ')
      // The first round warms both.
      if (round === 0) continue
      ours.push(own.ms)
      plain.push(reference.ms)
    }
    const ratio = median(ours) / median(plain)
    const met = target === '' ? null : ratio <= 1.3
    return { claim, ours: showMs(median(ours)), plain: showMs(median(plain)), ratio: ratio.toFixed(2), target, met }
  }
}
