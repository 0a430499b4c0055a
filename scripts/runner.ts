import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** One program to run: its name for people, the command, and what it adds to the environment. */
export type Step = {
  readonly name: string
  readonly run: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
}

/** How a step ended, with everything it printed and how long it took. */
export type Outcome = {
  readonly step: Step
  readonly passed: boolean
  readonly output: string
  readonly seconds: number
}

/** Runs a step quietly and keeps what it prints. */
export function runQuietly(step: Step): Promise<Outcome> {
  return runStep(step, false)
}

/** Runs a step whose output people want to follow. */
export function runAloud(step: Step): Promise<Outcome> {
  return runStep(step, true)
}

function runStep(step: Step, aloud: boolean): Promise<Outcome> {
  const [program, ...args] = step.run
  const started = performance.now()
  return new Promise(resolve => {
    let output = ''
    const child = spawn(program, args, {
      cwd: root,
      stdio: aloud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...step.env },
    })
    const end = (passed: boolean): void =>
      resolve({ step, passed, output, seconds: (performance.now() - started) / 1000 })
    child.stdout?.on('data', chunk => (output += String(chunk)))
    child.stderr?.on('data', chunk => (output += String(chunk)))
    child.on('error', error => {
      output += error.message
      end(false)
    })
    child.on('close', code => end(code === 0))
  })
}

/**
 * Runs steps two at a time, says one line for each, and the whole output of those that failed. `true` when all passed.
 */
export async function runAll(steps: readonly Step[]): Promise<boolean> {
  const waiting = [...steps]
  let passed = true
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runQuietly(step)
      console.log(`${outcome.passed ? 'ok  ' : 'FAIL'} ${step.name.padEnd(10)} ${outcome.seconds.toFixed(1)} s`)
      if (!outcome.passed) {
        passed = false
        console.log(outcome.output.trimEnd().replace(/^/gm, '     '))
      }
    }
  }
  await Promise.all([worker(), worker()])
  return passed
}
