import { toDecimal, type Money } from '#kernel/money.ts'

/** A credit transfer that a payer's bank application can read from a QR code. */
export type SepaQr = {
  readonly beneficiary: string
  readonly iban: string
  readonly bic: string | null
  readonly amount: Money
  /** ISO 11649 creditor reference (`RF…`), or null. */
  readonly creditorReference: string | null
  /** Free text, used when there is no creditor reference. */
  readonly text: string
}

/**
 * The text of a SEPA QR code, version 002, UTF-8 (EPC069-12 v2.1, European Payments Council). Null when the transfer
 * does not fit the rules: not in euros, not above zero, above 999 999 999,99, or longer than 331 bytes.
 */
export function sepaQrText(transfer: SepaQr): string | null {
  const { amount } = transfer
  if (amount.currency !== 'EUR' || amount.amount <= 0n || amount.amount > 99_999_999_999n) return null
  const reference = transfer.creditorReference?.replace(/\s+/g, '') ?? ''
  const fields = [
    'BCD',
    '002',
    '1',
    'SCT',
    transfer.bic?.replace(/\s+/g, '') ?? '',
    cut(transfer.beneficiary, 70),
    transfer.iban.replace(/\s+/g, '').toUpperCase(),
    `EUR${toDecimal(amount)}`,
    '',
    reference,
    reference === '' ? cut(transfer.text, 140) : '',
  ]
  const text = fields.join('\n').replace(/\n+$/, '')
  return new TextEncoder().encode(text).length <= 331 ? text : null
}

// A line break inside a field would shift every field after it.
function cut(text: string, length: number): string {
  return Array.from(text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .slice(0, length)
    .join('')
}
