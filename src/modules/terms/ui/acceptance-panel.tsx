import { useState, type ReactNode } from 'react'
import { FileInput, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { CustomerPick, type PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { addAcceptance, listTerms } from '../api.ts'
import { PROOF_FILES } from './acceptances-list.tsx'
import { MEANS, useChoices, type Acceptance } from './words.ts'

type AcceptancePanelProps = { readonly onClose: () => void; readonly customer?: PickedCustomer }

/** Notes that a customer accepted terms: which, how, when, by whom, with what was signed. */
export function AcceptancePanel({ onClose, customer: fixed }: AcceptancePanelProps): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  const means = useChoices('means', MEANS)
  const sayings = web.useSayings()
  const upload = web.useUpload(addAcceptance)
  const [customer, setCustomer] = useState<PickedCustomer | null>(fixed ?? null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [how, setHow] = useState<Acceptance['means']>('signed-order')
  const [on, setOn] = useState(today)
  const [by, setBy] = useState('')
  const [order, setOrder] = useState('')
  const [note, setNote] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { data: known } = web.useAnswer(listTerms, { query: {} })
  const offered = (known?.items ?? []).filter(
    version => version.state !== 'draft' && (customer === null || version.creditor.id === customer.creditor.id),
  )
  const version = offered.find(one => one.id === chosen) ?? offered.find(one => one.from <= on) ?? offered[0]
  const save = async (): Promise<void> => {
    if (!customer || !version) return
    setError(null)
    const said = { version: version.id, customer: customer.id, means: how, on, by }
    const { answer, error: refused } = await upload.send({
      body: { ...said, ...(order && { orderReference: order }), ...(note && { note }), ...(file && { file }) },
    })
    if (answer) {
      sayings.done(t('done.accepted', { name: customer.name }))
      onClose()
    } else setError(refused)
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
      {known && offered.length === 0 ? (
        <p>{t('noneInForce')}</p>
      ) : (
        <NativeSelect
          label={t('version')}
          data={offered.map(one => ({ value: one.id, label: `${one.label} · ${one.creditor.code}` }))}
          value={version?.id ?? ''}
          onChange={event => setChosen(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t('meansLabel')}
        data={means}
        value={how}
        onChange={event => setHow(event.currentTarget.value as Acceptance['means'])}
      />
      <web.DayInput label={t('acceptedOn')} required max={today} value={on} onChange={value => setOn(value ?? today)} />
      <TextInput
        label={t('acceptedBy')}
        required
        maxLength={200}
        value={by}
        onChange={event => setBy(event.currentTarget.value)}
      />
      <TextInput
        label={t('order')}
        description={t('orderHint')}
        maxLength={100}
        value={order}
        onChange={event => setOrder(event.currentTarget.value)}
      />
      <FileInput
        label={t('proof')}
        description={t('proofHint')}
        accept={PROOF_FILES.join(',')}
        clearable
        clearButtonProps={{ 'aria-label': t('removeFile') }}
        placeholder={t('chooseFile')}
        value={file}
        onChange={setFile}
      />
      <Textarea
        label={t('remark')}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
