import * as fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { unwrap } from '#kernel/result.ts'
import type { MailMessage } from './mail.ts'
import { buildMime, envelopeOf } from './mime.ts'

const message: MailMessage = {
  id: '0197',
  messageId: '<0197@quittance.example>',
  at: '2026-11-21T08:30:00Z',
  from: { name: 'Comptabilité clients « Lys »', address: 'compta@lys.example' },
  to: [{ name: 'Dupont, Jean', address: 'jean@dupont.example' }],
  bcc: [{ address: 'journal@lys.example' }],
  subject: 'Relance : 1\u202f234,50\u00a0€ échus',
  text: 'Solde dû : 1\u202f234,50\u00a0€\n.\nFin',
  html: '<p>Solde dû : <b>1\u202f234,50\u00a0€</b></p>',
  attachments: [
    { name: 'facture n° 1.pdf', mediaType: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70, 10, 0, 255]) },
  ],
  headers: { 'Auto-Submitted': 'auto-generated' },
}

describe('MIME bytes', () => {
  test('say what the message says, read by another parser', async () => {
    const bytes = unwrap(await buildMime(message))
    const read = await PostalMime.parse(bytes)
    expect(read.messageId).toBe('<0197@quittance.example>')
    expect(read.date).toBe('2026-11-21T08:30:00.000Z')
    expect(read.subject).toBe(message.subject)
    expect(read.from?.name).toBe('Comptabilité clients « Lys »')
    expect(read.to).toEqual([{ address: 'jean@dupont.example', name: 'Dupont, Jean' }])
    expect(read.text?.replace(/\n$/, '')).toBe(message.text)
    expect(read.html).toContain('1\u202f234,50\u00a0€')
    expect(read.attachments[0]?.filename).toBe('facture n° 1.pdf')
    expect(new Uint8Array(read.attachments[0]?.content as ArrayBuffer)).toEqual(message.attachments[0]?.bytes)
    expect(read.headers.find(header => header.key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  test('never name a blind copy, and the envelope does', async () => {
    expect(Buffer.from(unwrap(await buildMime(message))).toString('latin1')).not.toContain('journal@lys.example')
    expect(envelopeOf(message).to).toEqual(['jean@dupont.example', 'journal@lys.example'])
  })

  test('are the same twice and end every line with CRLF', async () => {
    const first = Buffer.from(unwrap(await buildMime(message)))
    expect(Buffer.from(unwrap(await buildMime(message))).equals(first)).toBe(true)
    expect(first.toString('latin1')).not.toMatch(/(?<!\r)\n|\r(?!\n)/)
  })

  test('refuse a line break in any header value', async () => {
    const places: ((text: string) => Partial<MailMessage>)[] = [
      subject => ({ subject }),
      name => ({ from: { ...message.from, name } }),
      name => ({ to: [{ name, address: 'a@b.example' }] }),
      address => ({ to: [{ address: `a@b.example${address}` }] }),
      value => ({ headers: { 'X-Step': value } }),
      name => ({ headers: { [`X-${name}`]: 'value' } }),
      name => ({ attachments: [{ name, mediaType: 'application/pdf', bytes: new Uint8Array() }] }),
      mediaType => ({ attachments: [{ name: 'a.pdf', mediaType, bytes: new Uint8Array() }] }),
      id => ({ messageId: `<a${id}@b.example>` }),
    ]
    const line = fc.constantFrom('\r\n', '\n', '\r', '\0', '\u2028', '\u0085')
    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        line,
        fc.string(),
        fc.constantFrom(...places),
        async (before, cut, after, place) => {
          const built = await buildMime({ ...message, ...place(`${before}${cut}${after}`) })
          expect(built.ok).toBe(false)
        },
      ),
    )
  })

  test('a header never grows a second header, whatever stands in its value', async () => {
    const value = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .filter(text => !/\p{Cc}|[\u2028\u2029]/u.test(text))
    await fc.assert(
      fc.asyncProperty(value, value, async (subject, name) => {
        const bytes = unwrap(await buildMime({ ...message, subject, from: { name, address: 'compta@lys.example' } }))
        const head = Buffer.from(bytes).toString('latin1').split('\r\n\r\n')[0] ?? ''
        const names = head.split(/\r\n(?![ \t])/).map(line => line.slice(0, line.indexOf(':')).toLowerCase())
        const known = ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'to']
        expect(names.filter(key => key !== 'subject').toSorted()).toEqual(known)
      }),
      { numRuns: 100 },
    )
  })

  test('refuse own headers and addresses of other shapes', async () => {
    for (const headers of [{ Bcc: 'x@y.example' }, { 'Content-Type': 'text/plain' }, { 'X Y': 'z' }]) {
      expect(await buildMime({ ...message, headers })).toMatchObject({ ok: false, refusal: { code: 'bad-header' } })
    }
    for (const address of ['a@b, c@d', '"a@b"@c', 'a', 'a@b <c@d>', '']) {
      const built = await buildMime({ ...message, to: [{ address }] })
      expect(built).toMatchObject({ ok: false, refusal: { code: 'bad-address' } })
    }
  })
})
