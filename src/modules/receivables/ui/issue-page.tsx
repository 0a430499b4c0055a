import { useState, type ReactNode } from 'react'
import { NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { readCustomer } from '#modules/parties/api.ts'
import { CustomerPick, type PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { issueInvoice, issueNote, previewIssue, zDebitNote, zDraft } from '../issue-api.ts'
import { IssueLines, NEW_LINE, type DraftLine } from './issue-lines.tsx'

type Kind = 'invoice' | 'debit-note'
type Draft = {
  readonly customer: string
  readonly number: string
  readonly dueOn: Day | null
  readonly deliveredOn: Day | null
  readonly orderedOn: Day | null
  readonly orderReference: string
  readonly exemption: string
  readonly preceding: string
  readonly lines: readonly DraftLine[]
}

const EMPTY: Omit<Draft, 'customer'> = {
  number: '',
  dueOn: null,
  deliveredOn: null,
  orderedOn: null,
  orderReference: '',
  exemption: '',
  preceding: '',
  lines: [NEW_LINE],
}

/** « Émettre une facture » or a debit note, for those whose only tool this is; the page is seen before it is issued. */
export function IssuePage(): ReactNode {
  const t = web.useText('receivables')
  const state = web.useListState(['customer', 'kind'])
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, customer: state.filters['customer'] ?? '' })
  const kind: Kind = state.filters['kind'] === 'debit-note' ? 'debit-note' : 'invoice'
  const [customer, setPicked] = usePicked(draft.customer)
  const [settled] = useDebouncedValue(draft, 500)
  const change = (part: Partial<Draft>): void => setDraft(before => ({ ...before, ...part }))
  return (
    <>
      <web.PageHeader
        title={t(kind === 'invoice' ? 'issue' : 'issueDebit')}
        back={{ to: web.paths.invoices(), label: t('invoices') }}
        state={t('issueWords')}
        action={<IssueButton kind={kind} draft={draft} />}
      />
      <div className="two-columns">
        <form className="stack" onSubmit={event => event.preventDefault()} aria-label={t('issue')}>
          <div className="form-grid">
            <NativeSelect
              label={t('documentKind')}
              value={kind}
              data={(['invoice', 'debit-note'] as const).map(value => ({ value, label: t(`documentKindOf.${value}`) }))}
              onChange={event => state.set({ kind: event.currentTarget.value === 'invoice' ? '' : 'debit-note' })}
            />
            <CustomerPick
              label={t('findCustomer')}
              required
              value={customer}
              onChange={picked => {
                setPicked(picked)
                change({ customer: picked?.id ?? '' })
              }}
            />
          </div>
          {kind === 'invoice' ? (
            <InvoiceFields draft={draft} change={change} />
          ) : (
            <NoteFields draft={draft} change={change} />
          )}
          <IssueLines debit={kind === 'debit-note'} lines={draft.lines} onChange={lines => change({ lines })} />
        </form>
        <Preview kind={kind} draft={settled} />
      </div>
    </>
  )
}

/** The customer of the address, by name, until another is chosen. */
function usePicked(id: string): readonly [PickedCustomer | null, (picked: PickedCustomer | null) => void] {
  const [picked, setPicked] = useState<PickedCustomer | null>(null)
  const { data } = web.useAnswer(readCustomer, { params: { customer: id } }, { enabled: id !== '' && picked === null })
  const found = data && data.id === id ? { id, name: data.name, ref: data.ref, creditor: data.creditor } : null
  return [picked ?? found, setPicked]
}

type FieldsProps = { readonly draft: Draft; readonly change: (part: Partial<Draft>) => void }

function InvoiceFields({ draft, change }: FieldsProps): ReactNode {
  const t = web.useText('receivables')
  const { today } = web.useSession()
  const text = (name: 'number' | 'orderReference' | 'exemption', label: string): ReactNode => (
    <TextInput
      label={label}
      value={draft[name]}
      maxLength={name === 'number' ? 20 : 300}
      onChange={event => change({ [name]: event.currentTarget.value })}
    />
  )
  const exempt = draft.lines.some(line => line.vat === 'E')
  return (
    <div className="form-grid">
      <web.DayInput label={t('dueDate')} value={draft.dueOn} min={today} onChange={dueOn => change({ dueOn })} />
      <web.DayInput
        label={t('deliveredOn')}
        value={draft.deliveredOn}
        onChange={deliveredOn => change({ deliveredOn })}
      />
      <web.DayInput label={t('orderedOn')} value={draft.orderedOn} onChange={orderedOn => change({ orderedOn })} />
      {text('orderReference', t('orderNumber'))}
      {text('number', t('ownNumber'))}
      {exempt && text('exemption', t('exemption'))}
    </div>
  )
}

function NoteFields({ draft, change }: FieldsProps): ReactNode {
  const t = web.useText('receivables')
  const { today } = web.useSession()
  return (
    <div className="form-grid">
      <web.DayInput
        label={t('dueDateNeeded')}
        required
        value={draft.dueOn}
        min={today}
        onChange={dueOn => change({ dueOn })}
      />
      <TextInput
        label={t('preceding')}
        description={t('precedingHint')}
        value={draft.preceding}
        onChange={event => change({ preceding: event.currentTarget.value })}
      />
    </div>
  )
}

function invoiceBody(draft: Draft) {
  const { customer, number, dueOn, deliveredOn, orderedOn, orderReference, exemption } = draft
  return zDraft.safeParse({
    customer,
    ...(number.trim() === '' ? {} : { number: number.trim() }),
    ...(dueOn && { dueOn }),
    ...(deliveredOn && { deliveredOn }),
    ...(orderedOn && { orderedOn }),
    ...(orderReference.trim() === '' ? {} : { orderReference: orderReference.trim() }),
    ...(exemption.trim() === '' ? {} : { exemption: exemption.trim() }),
    lines: draft.lines.map(({ name, quantity, price, vat }) => ({
      name: name.trim(),
      quantity,
      price,
      vatCategory: /^\d/.test(vat) ? 'S' : vat,
      vatRate: /^\d/.test(vat) ? vat : '0',
    })),
  })
}

function noteBody({ customer, dueOn, lines, preceding }: Draft) {
  return zDebitNote.safeParse({
    customer,
    dueOn,
    lines: lines.map(({ name, price }) => ({ name: name.trim(), price })),
    preceding: preceding
      .split(/[,;\n]/)
      .map(number => number.trim())
      .filter(number => number !== ''),
  })
}

function IssueButton({ kind, draft }: { readonly kind: Kind; readonly draft: Draft }): ReactNode {
  const t = web.useText('receivables')
  const go = web.useGo()
  const act = {
    done: (answer: { readonly number: string }) => t('issuedNow', { number: answer.number }),
    after: (answer: { readonly id: string }) => go(web.paths.invoice(answer.id as InvoiceId)),
  }
  const invoice = web.useAct(issueInvoice, act)
  const note = web.useAct(issueNote, act)
  const body = kind === 'invoice' ? invoiceBody(draft) : noteBody(draft)
  const send = async (): Promise<void> => {
    const [asInvoice, asNote] = [invoiceBody(draft), noteBody(draft)]
    if (kind === 'invoice' && asInvoice.success) await invoice.mutateAsync({ body: asInvoice.data }).catch(() => null)
    if (kind === 'debit-note' && asNote.success) await note.mutateAsync({ body: asNote.data }).catch(() => null)
  }
  return (
    <web.ConfirmButton
      variant="filled"
      disabled={!body.success}
      label={t('issueNow')}
      title={t('issueConfirm')}
      consequence={t('issueConsequence')}
      confirm={t('issueNow')}
      onConfirm={send}
    />
  )
}

/** The page as it would leave, while one types; what would be refused is said instead. */
function Preview({ kind, draft }: { readonly kind: Kind; readonly draft: Draft }): ReactNode {
  const t = web.useText('receivables')
  const body = kind === 'invoice' ? invoiceBody(draft) : noteBody(draft)
  const text = body.success ? JSON.stringify(body.data) : ''
  const query = kind === 'invoice' ? { invoice: text } : { note: text }
  const checked = web.useAnswer(previewIssue, { query }, { enabled: body.success })
  return (
    <web.Section title={t('preview')}>
      {!body.success ? (
        <web.EmptyState title={t('previewEmpty')} hint={t('previewHint')} />
      ) : checked.error ? (
        <web.Problem error={checked.error} />
      ) : (
        <web.PdfPaper title={t('preview')} href={web.hrefOf(previewIssue, { query })} />
      )}
    </web.Section>
  )
}
