import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { serverAccount } from '#platform/db/binaries.ts'
import { systemBinaries } from '#test/system-postgres.ts'
import { getBrowser } from './browser.ts'
import { STATIC_STEPS } from './check.ts'
import { isSlow, needsDatabase } from './suites.ts'
import { root, runAll, runAloud } from './runner.ts'

// Everything `npm test` promises, one after the other: what reads the code, every suite on the embedded PostgreSQL, the
// database suites again on the system's version, the journeys in a browser. The last lines name what failed and add up
// all test runs.
const values = chosen()
const reports = mkdtempSync(join(tmpdir(), 'quittance-reports-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []
let sound = await runAll(STATIC_STEPS)

await runSuites('all suites on the embedded PostgreSQL', [])
await runOnSystemPostgres()
await runJourneys()

rmSync(reports, { recursive: true })
for (const failure of failures) console.log(`failed: ${failure}`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
if (!sound && total.failed === 0) console.log('not passed: a check above failed, or journeys could not be run')
process.exitCode = sound && total.failed === 0 ? 0 : 1

/** What is read of a report of vitest. */
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why the file as a whole failed. */
    readonly message: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function chosen(): { readonly 'no-browser': boolean } {
  try {
    return parseArgs({ options: { 'no-browser': { type: 'boolean', default: false } } }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nusage: npm test [-- --no-browser]`)
    process.exit(2)
  }
}

async function runSuites(
  title: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  console.log(`\n${title}`)
  const report = join(reports, `${title.replace(/\W+/g, '-')}.json`)
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const outcome = await runAloud({ name: title, run: ['vitest', 'run', ...args, ...reporting], env })
  sound &&= outcome.passed
  if (!existsSync(report)) return
  const told = JSON.parse(readFileSync(report, 'utf8')) as Report
  total.passed += told.numPassedTests
  total.failed += told.numFailedTests
  total.skipped += told.numPendingTests + told.numTodoTests
  failures.push(...told.testResults.filter(file => file.status === 'failed').flatMap(whatFailed))
}

/** A line for each test that failed, or for the file that could not be run. */
function whatFailed({ name, message, assertionResults }: Report['testResults'][number]): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  const told = failed.map(each => ({ of: each.fullName, why: each.failureMessages[0] ?? '' }))
  if (told.length === 0) told.push({ of: 'the whole file', why: message })
  return told.map(({ of, why }) => `${relative(root, name)} › ${of}: ${why.split('\n')[0]}`)
}

async function runOnSystemPostgres(): Promise<void> {
  const system = await systemBinaries(await serverAccount(join(tmpdir(), 'no-cluster')))
  if (!system)
    return console.log('\nno PostgreSQL 15 or later on this system: the store suites ran on the embedded one only')
  const title = `store suites on PostgreSQL ${system.major} of this system (${system.folder})`
  const stores = globSync('src/**/*.test.ts', { cwd: root }).filter(
    path => needsDatabase(join(root, path)) && !isSlow(path),
  )
  await runSuites(title, stores.sort(), { QUITTANCE_TEST_POSTGRES: 'system' })
}

async function runJourneys(): Promise<void> {
  const journeys = globSync('e2e/**/*.test.ts', { cwd: root })
  if (journeys.length === 0) return
  const browser = values['no-browser'] ? null : getBrowser(line => console.log(line))
  if (browser !== null) {
    return runSuites(`journeys in ${browser}`, ['--config', 'vitest.e2e.config.ts'], { QUITTANCE_BROWSER: browser })
  }
  console.log(`\nnot run, for want of a browser: ${journeys.sort().join(', ')}`)
  if (values['no-browser']) return
  console.log('install chromium, or say that you know: npm test -- --no-browser')
  sound = false
}
