/** What a log line may carry beside its event: ids, counts, durations, codes. Never a name, an address or an IBAN. */
export type LogFacts = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>

export type LogLevel = 'debug' | 'note' | 'warn' | 'error'

/** One JSON line per call on stderr. `event` is a stable kebab-case word that a search can find. */
export type Log = {
  debug(event: string, facts?: LogFacts): void
  note(event: string, facts?: LogFacts): void
  warn(event: string, facts?: LogFacts, cause?: unknown): void
  error(event: string, facts?: LogFacts, cause?: unknown): void
}

const WEIGHT: Readonly<Record<LogLevel, number>> = { debug: 0, note: 1, warn: 2, error: 3 }

/** A log that writes lines of at least `level`; `write` is stderr unless a test wants the lines. */
export function createLog(level: LogLevel, write: (line: string) => void = writeToStderr): Log {
  const at = (lineLevel: LogLevel) => (event: string, facts?: LogFacts, cause?: unknown) => {
    if (WEIGHT[lineLevel] < WEIGHT[level]) return
    const line = { at: new Date().toISOString(), level: lineLevel, event, ...facts, ...causeOf(cause) }
    write(JSON.stringify(line, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : scrubbed(value))))
  }
  return { debug: at('debug'), note: at('note'), warn: at('warn'), error: at('error') }
}

/** A log that says nothing, for tests and for code that must stay quiet. */
export const silentLog: Log = createLog('error', () => {})

function writeToStderr(line: string): void {
  process.stderr.write(`${line}\n`)
}

function causeOf(cause: unknown): Record<string, unknown> {
  if (cause === undefined) return {}
  if (!(cause instanceof Error)) return { cause: typeof cause === 'string' ? cause : JSON.stringify(cause) }
  const code = 'code' in cause ? { code: String(cause.code) } : {}
  const deeper = cause.cause === undefined ? {} : { because: causeOf(cause.cause) }
  return { cause: cause.message, ...code, stack: cause.stack?.split('\n').slice(1, 8).join('\n'), ...deeper }
}

// Messages of other people's code quote what they choke on; this is the net under the rule that facts hold no personal
// words: e-mail addresses, IBANs (ISO 13616) and telephone numbers are blotted out wherever they stand.
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/[^\s"'<>(),;]+@[^\s"'<>(),;]+\.[a-z]{2,}/gi, '[e-mail]'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, '[iban]'],
  [/(?:\+|\b00)\d{2}[ .]?(?:\(0\))?\d(?:[ .]?\d{2}){4}\b|\b0\d(?:[ .]\d{2}){4}\b/g, '[telephone]'],
]

function scrubbed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return PERSONAL.reduce((text, [pattern, blot]) => text.replace(pattern, blot), value)
}
