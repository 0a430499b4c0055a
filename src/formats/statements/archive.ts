import { gunzipSync } from 'node:zlib'
import { unzipSync, type UnzipFileInfo } from 'fflate'
import { MAX_FILE_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO } from '../limits.ts'
import { refused, type ReadOutcome, type StatementDocument } from '../outcome.ts'

// Below this size a high ratio proves nothing: a short list of blanks packs a thousand times.
const SMALL = 64 * 1024

/** Whether bytes are a zip archive. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/** Whether bytes are one gzipped file. */
export function looksLikeGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08
}

/**
 * Reads one gzipped statement with the reader given; null when what is in it is none. Refusals as of `readArchive`:
 * `zip-too-large`, `zip-damaged`.
 */
export function readGzip(
  bytes: Uint8Array,
  name: string,
  read: (bytes: Uint8Array, name: string) => ReadOutcome | null,
): ReadOutcome | null {
  const maxOutputLength = Math.min(MAX_FILE_BYTES, Math.max(SMALL, bytes.length * MAX_ZIP_RATIO))
  let content: Uint8Array
  try {
    content = gunzipSync(bytes, { maxOutputLength })
  } catch (error) {
    if (error instanceof RangeError) {
      return refused('zip-too-large', `the gzipped file unpacks to more than ${maxOutputLength} bytes: a zip bomb`)
    }
    return refused('zip-damaged', 'the gzipped file is damaged or cut short: ask for it again')
  }
  return looksLikeGzip(content) || looksLikeZip(content) ? null : read(content, name.replace(/\.gz$/i, ''))
}

class Bomb extends Error {}

/**
 * Reads a zip of statement files (banks send CAMT so) with the reader given; statements of all files together, each
 * warning with its file. One refused file refuses the archive, so that half a delivery is never taken for the whole.
 * Null when no file in it is a statement. Refusals: `zip-too-large` (too many entries, too much unpacked, packed more
 * than 200 times), `zip-damaged`.
 */
export function readArchive(
  bytes: Uint8Array,
  read: (bytes: Uint8Array, name: string) => ReadOutcome | null,
): ReadOutcome | null {
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, { filter: capped() })
  } catch (error) {
    if (error instanceof Bomb) return refused('zip-too-large', error.message)
    return refused('zip-damaged', 'the zip archive is damaged or cut short: ask for it again')
  }
  const outcomes = Object.entries(files)
    .filter(([, content]) => content.length > 0)
    .map(([name, content]) => ({ name, outcome: looksLikeZip(content) ? null : read(content, name) }))
  const known = outcomes.flatMap(({ name, outcome }) => (outcome ? [{ name, outcome }] : []))
  const first = known[0]
  if (!first) return null
  const warnings = known.flatMap(({ name, outcome }) =>
    outcome.warnings.map(warning => ({
      ...warning,
      where: warning.where === null ? name : `${name}, ${warning.where}`,
    })),
  )
  for (const { name, outcome } of outcomes) {
    if (!outcome)
      warnings.push({ code: 'file-left-out', message: 'this file of the archive is no statement', where: name })
  }
  const documents = known.flatMap(({ outcome }) => outcome.documents as readonly StatementDocument[])
  const { format, profile } = first.outcome
  const broken = known.find(({ outcome }) => outcome.error !== null)
  if (broken?.outcome.error) {
    const { code, message } = broken.outcome.error
    return {
      kind: 'refused',
      format,
      profile,
      documents,
      warnings,
      error: { code, message: `${broken.name}: ${message}` },
    }
  }
  return { kind: 'statement', format, profile, documents, warnings, error: null }
}

function capped(): (file: UnzipFileInfo) => boolean {
  let entries = 0
  let unpacked = 0
  return file => {
    entries += 1
    unpacked += file.originalSize
    if (entries > MAX_ZIP_ENTRIES) throw new Bomb(`the archive holds more than ${MAX_ZIP_ENTRIES} files`)
    if (unpacked > MAX_FILE_BYTES) throw new Bomb(`the archive unpacks to more than ${MAX_FILE_BYTES} bytes`)
    if (file.originalSize > SMALL && file.originalSize > file.size * MAX_ZIP_RATIO) {
      throw new Bomb(`"${file.name.slice(0, 60)}" is packed more than ${MAX_ZIP_RATIO} times: a zip bomb`)
    }
    return !file.name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(file.name)
  }
}
