import { randomBytes } from 'node:crypto'
import { uuidV7, type Id } from '#kernel/id.ts'

/** A new UUIDv7. It is made before the command is called, so that a repeated command is recognised as the same one. */
export function newId<Kind extends string>(): Id<Kind> {
  return uuidV7(Date.now(), randomBytes(10)) as Id<Kind>
}

/** A secret for a link or a key: `bytes` random bytes in base64url (32 bytes make 43 characters). */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
