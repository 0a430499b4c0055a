import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { belgianPeppol, eInvoicing, invoiceMentions, type MentionQuestion } from './mentions.ts'

function codes(rest: Partial<MentionQuestion> = {}): string[] {
  const question: MentionQuestion = {
    country: 'FR',
    customer: 'business',
    issuedOn: day('2026-08-31'),
    issuerSize: 'eti',
    creditNote: false,
    ...rest,
  }
  return invoiceMentions(question).map(({ code }) => code)
}

describe('invoice mentions', () => {
  it('between professionals in France: payment date, late rate, forty euros, discount', () => {
    expect(codes()).toEqual(
      expect.arrayContaining(['payment-date', 'late-rate', 'recovery-fee', 'early-payment-discount', 'order-number']),
    )
    expect(codes({ customer: 'public' })).toContain('recovery-fee')
  })

  it('never the forty euros to a consumer, nor to somebody unknown', () => {
    for (const customer of ['consumer', 'unknown'] as const) {
      expect(codes({ customer })).not.toContain('recovery-fee')
      expect(codes({ customer })).toContain('number')
    }
  })

  it('the four mentions of the reform, on the day and for the size it starts with', () => {
    expect(codes({ issuedOn: day('2026-08-31') })).not.toContain('buyer-siren')
    expect(codes({ issuedOn: day('2026-09-01') })).toEqual(
      expect.arrayContaining(['buyer-siren', 'delivery-address', 'operation-kind', 'vat-on-debits']),
    )
    expect(codes({ issuedOn: day('2027-08-31'), issuerSize: 'pme' })).not.toContain('buyer-siren')
    expect(codes({ issuedOn: day('2027-09-01'), issuerSize: 'pme' })).toContain('buyer-siren')
    expect(codes({ issuedOn: day('2027-09-01'), customer: 'consumer' })).not.toContain('buyer-siren')
  })

  it('a credit note names the invoice it corrects, in every country', () => {
    for (const country of ['FR', 'BE', 'DE']) {
      expect(codes({ country, creditNote: true })).toContain('corrected-invoice')
      expect(codes({ country })).not.toContain('corrected-invoice')
    }
    expect(codes({ country: 'BE' })).toContain('enterprise-number')
    expect(codes({ country: 'DE' })).not.toContain('enterprise-number')
  })

  it('who must receive and issue electronic invoices', () => {
    expect(eInvoicing('micro', day('2026-08-31'))).toEqual({ mustReceive: false, mustIssue: false })
    expect(eInvoicing('micro', day('2026-09-01'))).toEqual({ mustReceive: true, mustIssue: false })
    expect(eInvoicing('eti', day('2026-09-01')).mustIssue).toBe(true)
    expect([belgianPeppol(day('2025-12-31')).mustIssue, belgianPeppol(day('2026-01-01')).mustIssue]).toEqual([
      false,
      true,
    ])
  })
})
