import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'

/** How often one statement ran and how long the program waited for it in all, in milliseconds. */
export type Statement = { readonly text: string; readonly calls: number; readonly ms: number }

/** Counts what the program asks of its database. */
export type Watch = {
  /** Since the last call of `read`, the costliest first. */
  read(): Statement[]
}

/** Times every statement of a pool from its sending to its answer, so the way to the server and back is counted too. */
export function watchStatements(pool: Pool): Watch {
  let counted = new Map<string, { calls: number; ms: number }>()
  pool.on('connect', client => {
    client.query = new Proxy(client.query.bind(client), {
      apply: (target, self, given: unknown[]) => {
        const answer: unknown = Reflect.apply<unknown, unknown[], unknown>(target, self, given)
        if (!(answer instanceof Promise)) return answer
        const [asked] = given
        const text = typeof asked === 'string' ? asked : String((asked as { text?: unknown }).text)
        const start = performance.now()
        return answer.finally(() => {
          const sum = counted.get(text) ?? { calls: 0, ms: 0 }
          counted.set(text, { calls: sum.calls + 1, ms: sum.ms + performance.now() - start })
        })
      },
    })
  })
  return {
    read: () => {
      const read = [...counted].map(([text, sum]) => ({ text, ...sum }))
      counted = new Map()
      return read.sort((a, b) => b.ms - a.ms)
    },
  }
}

/** The plans PostgreSQL really took, as `auto_explain` tells them to the client, by the text of the statement. */
export type Plans = ReadonlyMap<string, { readonly ms: number; readonly plan: string }>

/** Settings that make every statement of new connections tell its plan; to be set by the superuser. */
export const TELL_PLANS = [
  `set session_preload_libraries = 'auto_explain'`,
  `set auto_explain.log_min_duration = 0`,
  `set auto_explain.log_analyze = on`,
  `set auto_explain.log_buffers = on`,
  `set auto_explain.log_timing = on`,
  `set auto_explain.log_nested_statements = on`,
  `set auto_explain.log_parameter_max_length = 40`,
  `set auto_explain.log_level = notice`,
]

/** Collects the plans told by the connections of a pool, keeping the slowest of each statement. */
export function collectPlans(pool: Pool): Plans {
  const plans = new Map<string, { ms: number; plan: string }>()
  pool.on('connect', client => {
    client.on('notice', ({ message }) => {
      const told =
        /^duration: ([\d.]+) ms {2}plan:\nQuery Text: ([\s\S]*?)\n(?=(?:Query Parameters|[A-Z]\w.*\(cost))/.exec(
          message ?? '',
        )
      const [, ms, text] = told ?? []
      if (ms === undefined || text === undefined || Number(ms) <= (plans.get(text)?.ms ?? -1)) return
      plans.set(text, { ms: Number(ms), plan: withoutValues(message ?? '') })
    })
  })
  return plans
}

// Ids differ at every run: without them two snapshots can be compared.
function withoutValues(plan: string): string {
  return plan
    .replace(/^Query Parameters:.*\n/m, '')
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, '…')
    .replaceAll(/'\{…(?:,…)+\}'/g, "'{…}'")
}

/** Writes the slowest plans into `bench/plans/NAME.txt`. */
export async function writePlans(name: string, plans: Plans, most: number): Promise<void> {
  const folder = join(import.meta.dirname, '../plans')
  await mkdir(folder, { recursive: true })
  const slowest = [...plans.values()]
    .filter(({ ms }) => ms >= 1)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most)
  await writeFile(join(folder, `${name}.txt`), slowest.map(({ plan }) => `${plan}\n`).join(`\n${'-'.repeat(80)}\n`))
}
