// The claims of the spine (issue 2): import, aged balance and day's run, each beside the plain SQL that does the same
// work in the same run on a durable cluster of its own. Run: node bench/spine.ts [--size N] [--only CLAIM] [--plans]
import { fork } from 'node:child_process'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureAged } from './spine/aged.ts'
import { measureDayRun } from './spine/day-run.ts'
import { openGround, type Figure, type Ground } from './spine/ground.ts'
import { measureImport } from './spine/import.ts'
import { collectPlans, TELL_PLANS, writePlans } from './spine/statements.ts'

const rounds = (size: number): number => (size > 20_000 ? 1 : 3)
const CLAIMS = {
  import: (ground: Ground, size: number) => measureImport(ground, size, rounds(size)),
  aged: measureAged,
  run: (ground: Ground, size: number) => measureDayRun(ground, size, rounds(size)),
}
type Claim = keyof typeof CLAIMS

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true, default: ['10000', '100000'] },
    only: { type: 'string' },
    plans: { type: 'boolean', default: false },
  },
})
const wanted = (Object.keys(CLAIMS) as Claim[]).filter(claim => values.only === undefined || values.only === claim)
const sizes = values.size.map(Number)
if (wanted.length === 0 || sizes.some(size => !Number.isInteger(size) || size < 1000)) {
  console.error(`usage: node bench/spine.ts [--size 10000]… [--only ${Object.keys(CLAIMS).join('|')}] [--plans]`)
  process.exit(2)
}

// Each claim is measured by a program of its own: its memory is then its own too.
if (process.send) {
  const [claim] = wanted
  const [size] = sizes
  if (claim && size) process.send(await measure(claim, size))
  process.disconnect?.()
} else {
  const met: (boolean | null)[] = []
  for (const size of sizes) {
    const figures: Figure[] = []
    for (const claim of wanted) figures.push(...(await inOwnProgram(claim, size)))
    print(size, figures)
    met.push(...figures.map(figure => figure.met))
  }
  if (met.includes(false)) process.exitCode = 1
}

async function measure(claim: Claim, size: number): Promise<Figure[]> {
  const ground = await openGround(values.plans ? TELL_PLANS : [])
  try {
    if (!values.plans) return await CLAIMS[claim](ground, size)
    const plans = collectPlans(ground.app.db.pool)
    const figures = await CLAIMS[claim](ground, size)
    await writePlans(`${claim}-${size}`, plans, 12)
    return figures
  } finally {
    await ground.close()
  }
}

function inOwnProgram(claim: Claim, size: number): Promise<Figure[]> {
  const given = ['--only', claim, '--size', String(size), ...(values.plans ? ['--plans'] : [])]
  const program = fork(import.meta.filename, given)
  return new Promise((resolve, reject) => {
    program.once('message', figures => resolve(figures as Figure[]))
    program.once('error', reject)
    program.once('exit', code => reject(new Error(`the bench of ${claim} ended with ${code}`)))
  })
}

function print(size: number, figures: readonly Figure[]): void {
  const load = loadavg().map(value => value.toFixed(1))
  console.log(`\n## ${size} · load ${load.join(' ')} on ${navigator.hardwareConcurrency} cores`)
  console.table(
    Object.fromEntries(
      figures.map(({ claim, met, ...rest }) => [claim, { ...rest, met: met === null ? '' : met ? 'yes' : 'NO' }]),
    ),
  )
}
