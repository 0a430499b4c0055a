import { useRef, useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { attachAcceptance, exportAcceptances, listAcceptances, listTerms, readAcceptanceDocument } from '../api.ts'
import { MEANS, useChoices, type Acceptance } from './words.ts'

/** What is taken as a proof, for the file chooser. */
export const PROOF_FILES = ['.pdf', '.png', '.jpg', '.jpeg', '.eml'] as const

/** Every proof that somebody accepted terms. */
export function AcceptancesList(): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const state = web.useListState(['tab', 'version', 'means', 'proof', 'customer'], '-on')
  const query = web.queryFor(listAcceptances, state.query)
  const list = web.useList(listAcceptances, { query })
  const versions = web.useAnswer(listTerms, { query: {} }).data?.items ?? []
  const published = versions.filter(version => version.state !== 'draft')
  const means = useChoices('means', MEANS)
  const proofs = useChoices('proofs', ['yes', 'no'])
  const narrowed = state.q !== '' || Object.keys(state.filters).some(id => id !== 'tab')
  return (
    <web.ListTable
      {...list}
      name="terms-acceptances"
      label={t('tab.acceptances')}
      searchLabel={t('search.acceptances')}
      columns={useColumns()}
      state={state}
      keyOf={row => row.id}
      to={row => web.paths.customer(row.customer.id as CustomerId)}
      filters={[
        { id: 'version', label: t('version'), choices: published.map(({ id, label }) => ({ value: id, label })) },
        { id: 'means', label: t('meansLabel'), choices: means },
        { id: 'proof', label: t('proof'), choices: proofs },
      ]}
      exports={(['csv', 'xlsx'] as const).map(format => ({
        label: words(`format.${format}`),
        href: web.hrefOf(exportAcceptances, { query: { ...query, format } }),
      }))}
      empty={
        <web.EmptyState
          title={t(narrowed ? 'nothing' : 'empty.acceptances')}
          hint={t(narrowed ? 'nothingHint' : 'emptyHint.acceptances')}
        />
      }
    />
  )
}

function useColumns(): web.Column<Acceptance>[] {
  const t = web.useText('terms')
  return [
    { id: 'customer', header: t('customer'), sortable: true, cell: row => row.customer.name },
    { id: 'version', header: t('version'), sortable: true, phone: 'under', cell: row => row.version.label },
    {
      id: 'order',
      header: t('order'),
      width: 130,
      cell: row => row.orderReference ?? <span className="soft">{t('allOrders')}</span>,
    },
    {
      id: 'on',
      header: t('acceptedOn'),
      width: 110,
      sortable: true,
      phone: 'side',
      cell: row => <web.DayText value={row.on} form="short" />,
    },
    { id: 'means', header: t('meansLabel'), width: 160, cell: row => t(`means.${row.means}`) },
    { id: 'by', header: t('by'), width: 150, wide: true, cell: row => row.by },
    { id: 'proof', header: t('proof'), width: 150, cell: row => <Proof acceptance={row} /> },
  ]
}

/** What was signed, to open it; or the gesture that ties it. */
export function Proof({ acceptance }: { readonly acceptance: Acceptance }): ReactNode {
  const t = web.useText('terms')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const chooser = useRef<HTMLInputElement>(null)
  const sayings = web.useSayings()
  const upload = web.useUpload(attachAcceptance)
  const [busy, setBusy] = useState(false)
  const { document } = acceptance
  const params = { acceptance: acceptance.id }
  const attach = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setBusy(true)
    const { answer, error } = await upload.send({ params, body: { file } })
    setBusy(false)
    if (answer) sayings.done(t('done.attached', { name: file.name }))
    else if (error) sayings.refused(error)
  }
  if (document) {
    return (
      <a href={web.hrefOf(readAcceptanceDocument, { params })} target="_blank" rel="noreferrer" title={document.sha256}>
        {document.name}
      </a>
    )
  }
  if (!may) return <span className="soft">{t('noProof')}</span>
  return (
    <>
      <Button variant="default" size="compact-xs" loading={busy} onClick={() => chooser.current?.click()}>
        {t('attach')}
        <span className="only-read"> {acceptance.customer.name}</span>
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={PROOF_FILES.join(',')}
        aria-label={t('attachFor', { name: acceptance.customer.name })}
        onChange={event => void attach(event.currentTarget.files?.[0])}
      />
    </>
  )
}
