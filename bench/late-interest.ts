// Recomputes 100,000 late-interest statements on one core and compares every one with the independent oracle.
// Claim held: under 20 s of one core (issue 3), counted in processor time so that a busy machine changes nothing. Run:
// node bench/late-interest.ts [COUNT]
import { computeCharges } from '#law/charges.ts'
import { unwrap } from '#kernel/result.ts'
import { oracle } from '../test/oracle/interest-oracle.ts'
import { claimOf, randomCase, stream } from '../test/oracle/random-claims.ts'

const count = Number(process.argv[2] ?? 100_000)
const next = stream(20261121)
const cases = Array.from({ length: count }, () => randomCase(next))
const claims = cases.map(claimOf)

const start = performance.now()
const cpuStart = process.cpuUsage()
const statements = claims.map(claim => unwrap(computeCharges(claim)))
const seconds = (performance.now() - start) / 1000
const cpu = process.cpuUsage(cpuStart)
const cpuSeconds = (cpu.user + cpu.system) / 1e6

const checkStart = performance.now()
const different = cases.filter((asked, i) => {
  const stated = statements[i]
  const expected = oracle(asked)
  return (
    stated?.interest.amount !== expected.interest ||
    stated.principalLeft.amount !== expected.principalLeft ||
    stated.interestLeft.amount !== expected.interestLeft ||
    stated.days !== expected.days
  )
})
const checkSeconds = (performance.now() - checkStart) / 1000
const segments = statements.reduce((sum, stated) => sum + stated.segments.length, 0)

console.table([
  {
    statements: count,
    segments,
    seconds: seconds.toFixed(2),
    'cpu seconds': cpuSeconds.toFixed(2),
    'per cpu second': Math.round(count / cpuSeconds),
    'oracle seconds': checkSeconds.toFixed(2),
    different: different.length,
  },
])
if (different.length > 0) {
  console.error(different[0])
  process.exitCode = 1
}
if (cpuSeconds > 20) process.exitCode = 1
