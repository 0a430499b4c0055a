import { useState, type ReactNode } from 'react'
import { FileInput, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import { CustomerPick, type PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { addAcceptance, listTerms } from '../api.ts'
import { PROOF_FILES } from './acceptances-list.tsx'
import { MEANS, useChoices, type Acceptance, type VersionLine } from './words.ts'

type AcceptancePanelProps = { readonly onClose: () => void; readonly customer?: PickedCustomer }

/** What is written down of an acceptance. */
type Said = {
  readonly means: Acceptance['means']
  readonly on: Day
  readonly by: string
  readonly order: string
  readonly note: string
  readonly file: File | null
}

/** Notes that a customer accepted terms: which, how, when, by whom, with what was signed. */
export function AcceptancePanel({ onClose, customer: fixed }: AcceptancePanelProps): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  const sayings = web.useSayings()
  const upload = web.useUpload(addAcceptance)
  const [customer, setCustomer] = useState<PickedCustomer | null>(fixed ?? null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState<Said>({ means: 'signed-order', on: today, by: '', order: '', note: '', file: null })
  const [error, setError] = useState<unknown>(null)
  const offered = usePublished(customer)
  const version = offered?.find(one => one.id === chosen) ?? offered?.find(one => one.from <= said.on) ?? offered?.[0]
  const save = async (): Promise<void> => {
    if (!customer || !version) return
    setError(null)
    const { means, on, by, order, note, file } = said
    const sent = await upload.send({
      body: {
        version: version.id,
        customer: customer.id,
        means,
        on,
        by,
        ...(order && { orderReference: order }),
        ...(note && { note }),
        ...(file && { file }),
      },
    })
    if (sent.answer) {
      sayings.done(t('done.accepted', { name: customer.name }))
      onClose()
    } else setError(sent.error)
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('add.acceptances')}
      submit={t('note')}
      busy={upload.progress !== null}
      error={error !== null && <web.Problem error={error} />}
      onSubmit={() => void save()}
    >
      {!fixed && <CustomerPick label={t('customer')} required value={customer} onChange={setCustomer} />}
      {offered?.length === 0 ? (
        <p>{t('noneInForce')}</p>
      ) : (
        <NativeSelect
          label={t('version')}
          data={(offered ?? []).map(one => ({ value: one.id, label: `${one.label} · ${one.creditor.code}` }))}
          value={version?.id ?? ''}
          onChange={event => setChosen(event.currentTarget.value)}
        />
      )}
      <SaidFields said={said} set={more => setSaid({ ...said, ...more })} />
    </web.SidePanel>
  )
}

/** The published versions of the customer's creditor, or all of them; undefined while they are asked. */
function usePublished(customer: PickedCustomer | null): readonly VersionLine[] | undefined {
  const { data: known } = web.useAnswer(listTerms, { query: {} })
  return known?.items.filter(
    version => version.state !== 'draft' && (customer === null || version.creditor.id === customer.creditor.id),
  )
}

function SaidFields({ said, set }: { readonly said: Said; readonly set: (more: Partial<Said>) => void }): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  return (
    <>
      <NativeSelect
        label={t('meansLabel')}
        data={useChoices('means', MEANS)}
        value={said.means}
        onChange={event => set({ means: event.currentTarget.value as Acceptance['means'] })}
      />
      <web.DayInput
        label={t('acceptedOn')}
        required
        max={today}
        value={said.on}
        onChange={value => set({ on: value ?? today })}
      />
      <TextInput
        label={t('acceptedBy')}
        required
        maxLength={200}
        value={said.by}
        onChange={event => set({ by: event.currentTarget.value })}
      />
      <TextInput
        label={t('order')}
        description={t('orderHint')}
        maxLength={100}
        value={said.order}
        onChange={event => set({ order: event.currentTarget.value })}
      />
      <FileInput
        label={t('proof')}
        description={t('proofHint')}
        accept={PROOF_FILES.join(',')}
        clearable
        clearButtonProps={{ 'aria-label': t('removeFile') }}
        placeholder={t('chooseFile')}
        value={said.file}
        onChange={file => set({ file })}
      />
      <Textarea
        label={t('remark')}
        autosize
        minRows={2}
        maxLength={2000}
        value={said.note}
        onChange={event => set({ note: event.currentTarget.value })}
      />
    </>
  )
}
