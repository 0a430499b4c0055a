import { mkdir, open, link, unlink, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { ok } from '#kernel/result.ts'
import type { Delivery, Envelope, MailTransport } from './mail.ts'
import { buildMime, envelopeOf } from './mime.ts'

/**
 * Mail as `.eml` files in a folder, the default way out. A file appears whole or not at all (written aside, synced,
 * then linked under its name), is named after its Message-ID, and a second sending of the same Message-ID shows as
 * `…~2.eml` instead of hiding the first.
 */
export function folderTransport(folder: string): MailTransport {
  const sendRaw = (envelope: Envelope, bytes: Uint8Array): Promise<Delivery> => post(folder, envelope, bytes)
  return {
    kind: 'folder',
    sendRaw,
    send: async message => {
      const mime = await buildMime(message)
      return mime.ok ? ok(await sendRaw(envelopeOf(message), mime.value)) : mime
    },
    find: async messageId => {
      const stem = fileStem(messageId)
      return (await names(folder)).filter(name => name === `${stem}.eml` || isCopy(name, stem)).length
    },
  }
}

/**
 * The file name of a Message-ID without `.eml`: the id itself where it is tame, with a short digest where it is not.
 */
export function fileStem(messageId: string): string {
  const bare = messageId.replace(/^<|>$/g, '')
  const tame = bare.replace(/[^A-Za-z0-9@._-]/g, '_').replace(/^\.+/, '_')
  if (tame === bare && tame.length <= 120) return tame
  return `${tame.slice(0, 100)}-${createHash('sha256').update(bare).digest('hex').slice(0, 12)}`
}

function isCopy(name: string, stem: string): boolean {
  return name.startsWith(`${stem}~`) && /^\d+\.eml$/.test(name.slice(stem.length + 1))
}

async function post(folder: string, envelope: Envelope, bytes: Uint8Array): Promise<Delivery> {
  const stem = fileStem(envelope.messageId)
  const aside = join(folder, `.${stem}.${process.pid}.part`)
  try {
    await mkdir(folder, { recursive: true })
    const file = await open(aside, 'w', 0o640)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    const name = await linkUnderFreeName(folder, aside, stem)
    await unlink(aside)
    await syncFolder(folder)
    return { state: 'accepted', reply: `250 written as ${name}`, refused: [] }
  } catch (error) {
    const left = await names(folder).catch((): string[] => [])
    const reason = error instanceof Error ? error.message : String(error)
    // Once the name is linked the message counts as sent, whatever failed after.
    const linked = left.includes(`${stem}.eml`)
    return linked ? { state: 'unknown', reason } : { state: 'later', reply: reason }
  }
}

async function linkUnderFreeName(folder: string, aside: string, stem: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? `${stem}.eml` : `${stem}~${copy}.eml`
    try {
      await link(aside, join(folder, name))
      return name
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
