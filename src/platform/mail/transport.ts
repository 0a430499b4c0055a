import { ok, refuse, type Result } from '#kernel/result.ts'
import { folderTransport } from './folder.ts'
import type { MailTransport } from './mail.ts'
import { smtpTransport, type SmtpOptions } from './smtp.ts'

/** The way out for mail that the configuration asks for: a server when an address is given, else files in `folder`. */
export function mailTransport(smtpUrl: string | null, folder: string): Result<MailTransport> {
  if (smtpUrl === null) return ok(folderTransport(folder))
  const options = parseSmtpUrl(smtpUrl)
  return options.ok ? ok(smtpTransport(options.value)) : options
}

/**
 * Reads `smtp://user:password@host:587` (encryption required) or `smtps://…:465`. `?tls=none` or `?tls=opportunistic`
 * relaxes it for a relay on one's own machine, `?certificate=any` accepts an unsigned certificate; refused with
 * `bad-smtp-address`, never repeating the password.
 */
export function parseSmtpUrl(text: string): Result<SmtpOptions> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    return refuse('bad-smtp-address', 'the mail server must read smtp://user:password@host:port or smtps://…')
  }
  const asked = url.searchParams.get('tls')
  const tls =
    url.protocol === 'smtps:' ? 'implicit' : (asked ?? (isLoopback(url.hostname) ? 'opportunistic' : 'starttls'))
  if (tls !== 'implicit' && tls !== 'starttls' && tls !== 'opportunistic' && tls !== 'none') {
    return refuse('bad-smtp-address', 'tls= after the mail server must be starttls, opportunistic or none')
  }
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (tls === 'implicit' ? 465 : 587) : Number(url.port),
    tls,
    ...(url.username === ''
      ? {}
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
    ...(url.searchParams.get('certificate') === 'any' ? { selfSigned: true } : {}),
  })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '[::1]'
}
