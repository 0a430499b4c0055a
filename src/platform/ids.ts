import { randomBytes, randomFillSync } from 'node:crypto'
import { uuidV7, type Id } from '#kernel/id.ts'

// Asking the system for ten bytes costs as much as asking for ten thousand.
const POOL = new Uint8Array(10 * 1024)
let used = POOL.length

/** A new UUIDv7. It is made before the command is called, so that a repeated command is recognised as the same one. */
export function newId<Kind extends string>(): Id<Kind> {
  if (used === POOL.length) {
    randomFillSync(POOL)
    used = 0
  }
  used += 10
  return uuidV7(Date.now(), POOL.subarray(used - 10, used)) as Id<Kind>
}

/** A secret for a link or a key: `bytes` random bytes in base64url (32 bytes make 43 characters). */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
