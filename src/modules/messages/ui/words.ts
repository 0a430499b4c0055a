import * as web from '#web/index.ts'

const STEP = /^([df])([+-]?)(\d+)$/

/** A step's code as people say it: `d+8` → « J+8 », `f+3` → « F+3 »; a step of another name keeps it. */
export function useStepText(): (code: string | null) => string {
  const t = web.useText('messages')
  return code => {
    const read = STEP.exec(code ?? '')
    if (!read) return code === 'thanks' || code === 'waiver' ? t(`step.${code}`) : (code ?? '–')
    const [, from, sign, days] = read
    const day = `${sign === '-' ? '−' : '+'}${days}`
    return from === 'f' ? t('step.issue', { day }) : t('step.due', { day })
  }
}

/** Why a message failed, is doubtful or was withdrawn: our code in words, or the mail server's own. */
export function useMessageReason(): (reason: string | null) => string | null {
  const t = web.useText('messages')
  return reason => (reason === null ? null : t(`reason.${reason}`, { defaultValue: reason }))
}

/** The tone of each state of a message. */
export const STATE_TONES: Readonly<Record<string, web.Tone>> = {
  'to-approve': 'brand',
  queued: 'neutral',
  sending: 'neutral',
  sent: 'neutral',
  failed: 'refused',
  doubtful: 'caution',
  cancelled: 'neutral',
}
