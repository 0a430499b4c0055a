import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, runAll, type Step } from './runner.ts'

/** The checks that read the code without running it, slowest first so that two at a time end together. */
export const STATIC_STEPS: readonly Step[] = [
  { name: 'lint', run: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types', run: ['tsc', '-p', '.'] },
  { name: 'unused', run: ['knip', '--no-progress'] },
  { name: 'format', run: ['oxfmt', '--check'] },
  ...(existsSync(join(root, 'scripts', 'generate.ts'))
    ? [{ name: 'generated', run: ['node', 'scripts/generate.ts', '--check'] } satisfies Step]
    : []),
  { name: 'reference', run: ['node', 'scripts/reference.ts', '--check'] },
]

const UNIT_STEP: Step = {
  name: 'unit',
  run: ['vitest', 'run', '--config', 'vitest.unit.config.ts', '--tags-filter=!slow', '--reporter=dot'],
}

if (import.meta.main) {
  const passed = await runAll([UNIT_STEP, ...STATIC_STEPS])
  console.log(passed ? 'all checks passed' : 'some checks failed; the lines above say which and why')
  process.exitCode = passed ? 0 : 1
}
