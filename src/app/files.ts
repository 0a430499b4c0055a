import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ExportedFile, ExportFormat } from '#formats/export.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { say, sayRefusal, WrongUsage, type ExitCode } from './verb.ts'

/** The bytes of a file somebody named. Refused: `file-unreadable`. */
export async function readBytes(path: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    return ok(new Uint8Array(await readFile(path)))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error
    return refuse('file-unreadable', `the file cannot be opened (${String(error.code)}): check its path and rights`)
  }
}

/** Where `--output` wants a list to go, and as what; null without one. */
export function outputOption(
  path: string | undefined,
): { readonly path: string; readonly format: ExportFormat } | null {
  if (path === undefined) return null
  const format = (['csv', 'xlsx'] as const).find(known => path.toLowerCase().endsWith(`.${known}`))
  if (!format) throw new WrongUsage('--output takes a file that ends in .csv or .xlsx')
  return { path, format }
}

/** Writes an exported list where it was wanted, or says why there is none. */
export function saveExport(path: string, file: Result<ExportedFile>, json: boolean): ExitCode {
  if (!file.ok) return sayRefusal(file.refusal, json)
  writeFileSync(path, file.value.bytes)
  say(`written to ${path}`)
  return 0
}
