import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readDocument, readInvoice } from '../api.ts'
import { InvoiceFindings } from './findings.tsx'
import { InvoiceTerms } from './invoice-terms.tsx'
import { Reductions } from './reductions.tsx'

export type Invoice = Answer<typeof readInvoice>

type InvoicePageProps = {
  /** What later modules say of an invoice, under its figures. */
  readonly more?: (invoice: Invoice) => ReactNode
}

/** One invoice: what is asked, what is left and why, and the document itself. */
export function InvoicePage({ more }: InvoicePageProps): ReactNode {
  const t = web.useText('receivables')
  const id = web.useIdInPath<'invoice'>()
  const invoice = web.useAnswer(readInvoice, { params: { invoice: id } })
  web.useLive([readInvoice])
  if (invoice.error) return <web.Problem error={invoice.error} onRetry={() => void invoice.refetch()} />
  if (!invoice.data) return <Skeleton height={320} />
  const { data } = invoice
  return (
    <>
      <web.PageHeader
        title={t(`title.${data.kind}`, { number: data.number })}
        back={{ to: web.paths.invoices(), label: t('invoices') }}
        state={<CustomerLine invoice={data} />}
        action={
          data.document && (
            <web.DownloadButton
              label={t('download')}
              href={web.hrefOf(readDocument, { params: { invoice: data.id } })}
              name={data.document.name}
            />
          )
        }
      />
      <Figures invoice={data} />
      <div className="two-columns">
        <div>
          <web.Section title={t('reductions')}>
            <Reductions invoice={data} />
          </web.Section>
          <web.Section title={t('facts')}>
            <Facts invoice={data} />
          </web.Section>
          <InvoiceTerms invoice={data.id} />
        </div>
        <web.Section title={t('document')}>
          <Document invoice={data} />
        </web.Section>
      </div>
      <InvoiceFindings invoice={data.id} />
      {more?.(data)}
    </>
  )
}

function CustomerLine({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = web.useText('receivables')
  const { customer } = invoice
  return (
    <>
      <web.Go to={web.paths.customer(customer.id as CustomerId)}>{customer.name}</web.Go>
      <span className="soft"> {t('account', { ref: customer.ref })}</span>
    </>
  )
}

function Figures({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = web.useText('receivables')
  const late = invoice.daysLate
  return (
    <web.StatRow>
      <web.Stat label={t('column.open')} value={<web.Amount value={invoice.open} zero="show" />} />
      <web.Stat label={t('column.amount')} value={<web.Amount value={invoice.amount} />} />
      <web.Stat label={t('column.due')} value={<web.DayText value={invoice.dueOn} />} />
      <web.Stat
        label={t('column.late')}
        value={late === null ? t('state.settled') : <web.Lateness days={late} />}
        {...(late !== null && {
          source: {
            definition: t('lateMeans'),
            lines: [
              { label: t('column.due'), value: <web.DayText value={invoice.dueOn} form="short" /> },
              { label: t('dueFrom'), value: t(`dueOrigin.${invoice.dueOrigin}`) },
            ],
          },
        })}
      />
    </web.StatRow>
  )
}

function Facts({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = web.useText('receivables')
  const given = (label: string, value: ReactNode) => ({ label: t(`fact.${label}`), value })
  const { net, tax, paymentReference, orderReference, preceding, importId } = invoice
  return (
    <web.KeyValue
      items={[
        given('issue', <web.DayText value={invoice.issueOn} form="long" />),
        given('due', <web.DayText value={invoice.dueOn} form="long" />),
        ...(net ? [given('net', <web.Amount value={net} />)] : []),
        ...(tax ? [given('tax', <web.Amount value={tax} zero="show" />)] : []),
        given('gross', <web.Amount value={invoice.gross} />),
        given('creditor', invoice.creditor.code),
        ...(paymentReference ? [given('paymentReference', paymentReference)] : []),
        ...(orderReference ? [given('orderReference', orderReference)] : []),
        ...(preceding.length > 0 ? [given('preceding', preceding.join(', '))] : []),
        ...(importId
          ? [given('import', <web.Go to={web.paths.imports({ import: importId })}>{t('openImport')}</web.Go>)]
          : []),
      ]}
    />
  )
}

function Document({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = web.useText('receivables')
  const { document } = invoice
  if (!document) return <web.EmptyState title={t('noDocument')} hint={t('noDocumentHint')} />
  const href = web.hrefOf(readDocument, { params: { invoice: invoice.id } })
  if (document.mediaType === 'application/pdf') return <web.PdfPaper title={document.name} href={href} />
  return <web.EmptyState title={document.name} hint={t('notShown')} />
}
