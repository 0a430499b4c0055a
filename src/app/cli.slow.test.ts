import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const CLI = new URL('cli.ts', import.meta.url).pathname
const execute = promisify(execFile)

type Outcome = { readonly code: number; readonly out: string; readonly err: string }

async function shell(command: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const options = { env: { ...process.env, ...env, CLI, NODE: process.execPath } }
  try {
    const { stdout, stderr } = await execute('bash', ['-c', `set -o pipefail; ${command}`], options)
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}

describe('the command line, whoever calls it', () => {
  test('a reader that has seen enough is no error', async () => {
    const { code, out, err } = await shell('"$NODE" "$CLI" help | head -1')
    expect(out).toMatch(/^aged {2}/)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  test.each([
    ['nonsense', 'there is no verb "nonsense"'],
    ['help nonsense', 'there is no verb "nonsense"'],
    ['aged --by colour', '--by takes customer'],
    ['aged --as-of 2026-02-30', 'does not exist in the calendar'],
    ['aged --output balance.pdf', '.csv or .xlsx'],
    ['import list.csv --column Solde', 'HEADER=FIELD'],
    ['run --date tomorrow', 'is not a date'],
  ])('« %s » is a wrong call: exit 2, no stack', async (call, says) => {
    const { code, out, err } = await shell(`"$NODE" "$CLI" ${call}`)
    expect(code).toBe(2)
    expect(err).toContain(says)
    expect(err).not.toContain('    at ')
    expect(out).toBe('')
  })

  test('what the system refuses is said in one line, and as JSON: exit 1, no stack', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'quittance-cli-')), 'file')
    const { code, out, err } = await shell(`touch "${folder}" && "$NODE" "$CLI" aged --json`, {
      QUITTANCE_DATA: join(folder, 'below'),
      DATABASE_URL: '',
    })
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } })
  })

  test('prints its version', async () => {
    expect((await shell('"$NODE" "$CLI" --version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
