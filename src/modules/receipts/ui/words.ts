import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import type { listReceipts, readReceipt } from '../api.ts'
import { shown } from './amounts.ts'

/** A bank line as the list gives it. */
export type Receipt = Answer<typeof listReceipts>['items'][number]
/** A bank line with everything about it. */
export type WholeReceipt = Answer<typeof readReceipt>
type Evidence = Receipt['evidence'][number]

/** An account or IBAN in groups of four, as people read it aloud; a national number stays as it is. */
export function spaced(number: string): string {
  return /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(number) ? number.replace(/(.{4})(?=.)/g, '$1 ') : number
}

/** What an account is called: its label, else the end of its number, which is what people remember. */
export function accountName(account: { readonly number: string; readonly label: string | null }): string {
  return account.label ?? `… ${account.number.slice(-4)}`
}

const AMOUNTS = ['short', 'over', 'fee', 'difference', 'amount']

/** One reason as a sentence, its amounts set as money. */
export function useEvidenceText(): (evidence: Evidence, currency: string) => string {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  return ({ code, facts }, currency) => {
    const said: Record<string, string | number> = { ...facts }
    for (const key of AMOUNTS) {
      const value = facts[key]
      if (value !== undefined) {
        said['amount'] = web.amountText(shown(BigInt(String(value).replace('-', '')), currency), language)
      }
    }
    if (typeof facts['iban'] === 'string') said['iban'] = spaced(facts['iban'])
    if (typeof facts['text'] === 'string') said['text'] = facts['text'].toUpperCase()
    if (typeof facts['ratePpm'] === 'number') said['rate'] = web.percentText(facts['ratePpm'] / 1_000_000, language, 2)
    return t(`evidence.${code}${formOf(code, facts)}`, said)
  }
}

// Some reasons are said with what they found, or barely.
function formOf(code: Evidence['code'], facts: Evidence['facts']): string {
  if (code === 'small-difference') return facts['over'] === undefined ? '' : '-over'
  if (code === 'same-group') return facts['name'] === undefined ? '-count' : ''
  if (code === 'before-issue' || code === 'claimed-twice') return facts['invoices'] === undefined ? '-bare' : ''
  if (code === 'twins') return facts['slips'] === undefined ? '' : '-slips'
  if (code === 'cheque-amount') return facts['number'] === undefined ? '-bare' : ''
  if (code === 'after-deposit') return facts['count'] === 0 ? '-same-day' : ''
  return ''
}

/** Who pays, as the bank names him; a slip has no payer. */
export function usePayerName(): (line: Pick<Receipt, 'payer' | 'slip'>) => string {
  const t = web.useText('receipts')
  return ({ payer, slip }) => payer.name ?? (slip ? t('slip.heading', { number: slip.number }) : t('noName'))
}

/** Why a bank sent money back, the ISO 20022 reason in it said in words: `AC04` → `compte clôturé (AC04)`. */
export function useReturnText(): (returned: string) => string {
  const t = web.useText('receipts')
  return returned => {
    const code = /\b[A-Z]{2}(?:\d{2}|OR|CR)\b/.exec(returned)?.[0] ?? ''
    const said = code === '' ? '' : t(`returnReason.${code}`, { defaultValue: '' })
    return said === '' ? returned : `${said} (${code})`
  }
}

/** The line above a queue row or a detail: what the payer wrote, in one line. */
export function writtenOf(line: Pick<Receipt, 'text' | 'reference'>): string {
  return [line.reference === null ? null : referenceText(line.reference), line.text]
    .filter(part => part !== null)
    .join(' · ')
}

/** A Belgian structured communication as it stands on paper, `+++090/9337/55493+++`; any other reference as it is. */
export function referenceText(reference: string): string {
  return reference.replace(/^(\d{3})(\d{4})(\d{5})$/, '+++$1/$2/$3+++')
}

/** Whether there is anything to accept. */
export function isProposed(line: Receipt): boolean {
  if (line.state !== 'waiting') return false
  if (line.slip) return line.verdict !== 'to-sort' && line.slip.cheques.length > 0
  return line.parts.length > 0 || !/^-?0*\.?0*$/.test(line.proposedOnAccount.amount)
}

/** The refusal of a bank file: « enregistrer en CSV », which mends a list, would mend nothing here. */
export function ofStatement(error: unknown): unknown {
  if (!(error instanceof web.ApiProblem) || error.code !== 'file-refused') return error
  return new web.ApiProblem(error.status, { code: 'statement-refused', detail: error.detail, data: error.data })
}
