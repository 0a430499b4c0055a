import { ok, refuse, type Result } from './result.ts'

/** A UUIDv7 that belongs to one kind of thing; `Id<'customer'>` and `Id<'invoice'>` do not mix. */
export type Id<Kind extends string> = string & { readonly __id: Kind }

export type TenantId = Id<'tenant'>
export type UserId = Id<'user'>
export type CreditorId = Id<'creditor'>
export type CustomerId = Id<'customer'>
export type ContactId = Id<'contact'>
export type GroupId = Id<'group'>
export type SegmentId = Id<'segment'>
export type InvoiceId = Id<'invoice'>
export type ImportId = Id<'import'>
export type ScenarioId = Id<'scenario'>
export type MessageId = Id<'message'>
export type TaskId = Id<'task'>

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Lays out a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds since 1970, then 74 random bits.
 * Clock and randomness come from `platform/ids.ts`; this is only the form.
 */
export function uuidV7(millis: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 needs 10 random bytes')
  const bytes = new Uint8Array(16)
  let rest = millis
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Reads any UUID from outside as an id of one kind; refused with `not-an-id`. */
export function parseId<Kind extends string>(text: string): Result<Id<Kind>> {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) {
    return refuse('not-an-id', `"${text.slice(0, 40)}" is not an identifier`, { text: text.slice(0, 40) })
  }
  return ok(text.toLowerCase() as Id<Kind>)
}
