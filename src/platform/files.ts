import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { TenantId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Tx } from './db/database.ts'

/** A kept file. `sha256` is hex and is its only name inside the program. */
export type StoredFile = {
  readonly sha256: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
  readonly name: string
}

/** The largest file that is kept, in bytes: what a mail server still takes, with room. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

/**
 * Keeps a file under the SHA-256 of its bytes and answers that hash in hex. The same bytes are kept once per tenant,
 * under the name and media type they first came with. Throws above `MAX_FILE_BYTES`: callers limit what they accept
 * before.
 */
export async function storeFile(
  tx: Tx,
  tenant: TenantId,
  file: { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string },
): Promise<string> {
  if (file.bytes.byteLength > MAX_FILE_BYTES)
    throw new RangeError(`a file of ${file.bytes.byteLength} bytes is too large`)
  const digest = createHash('sha256').update(file.bytes).digest()
  const { rows } = await sql`select from file where tenant_id = ${tenant} and sha256 = ${digest}`.execute(tx)
  // Asking first spares sending a file of megabytes that is there already.
  if (rows.length === 0) {
    await sql`
      insert into file (tenant_id, sha256, media_type, name, size, content)
      values (${tenant}, ${digest}, ${file.mediaType}, ${file.name},
              ${file.bytes.byteLength}, ${Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)})
      on conflict do nothing`.execute(tx)
  }
  return digest.toString('hex')
}

/** Loads a kept file by its hash; refused with `file-not-found`. */
export async function loadFile(tx: Tx, tenant: TenantId, sha256: string): Promise<Result<StoredFile>> {
  const { rows } = await sql<{ media_type: string; name: string; content: Buffer<ArrayBuffer> }>`
    select media_type, name, content from file
    where tenant_id = ${tenant} and sha256 = decode(${/^[0-9a-f]{64}$/.test(sha256) ? sha256 : ''}, 'hex')`.execute(tx)
  const row = rows[0]
  if (!row) return refuse('file-not-found', 'this file is not kept here; import it again', { sha256 })
  return ok({ sha256, bytes: new Uint8Array(row.content), mediaType: row.media_type, name: row.name })
}
