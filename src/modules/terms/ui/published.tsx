import { useState, type ReactNode } from 'react'
import type { CustomerId, Id } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { Proof } from './acceptances-list.tsx'
import { ClauseFacts } from './clause-facts.tsx'
import { TermsDocument } from './document.tsx'
import { DueTag } from './due-tag.tsx'
import { CapLine, Findings, FloorLine } from './law.tsx'
import { EndReviewPanel } from './review-panels.tsx'
import { Outcome } from './reviews-list.tsx'
import type { Acceptance, Review, Version } from './words.ts'

/** A version that was published: what it says, what the law says of it, its document, its proofs and its history. */
export function Published({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const { law, findings, accepted } = version
  const unread = findings.filter(found => found.severity === 'breach' && !accepted.includes(found.code))
  return (
    <>
      <div className="two-columns">
        <div>
          <web.Section title={t('clauses')}>
            <ClauseFacts
              clauses={version.clauses}
              notes={{ payment: <CapLine law={law} />, lateRate: <FloorLine law={law} /> }}
            />
          </web.Section>
          <web.Section title={t('lawSays')}>
            <div className="stack">
              {unread.length > 0 && version.state === 'in-force' && <p>{t('lawChanged', { count: unread.length })}</p>}
              <Findings findings={findings} />
            </div>
          </web.Section>
        </div>
        <web.Section title={t('document')}>
          <TermsDocument version={version} may={false} />
        </web.Section>
      </div>
      <web.Section title={t('tab.reviews')}>
        <Reviews version={version} />
      </web.Section>
      <web.Section
        title={t('tab.acceptances')}
        aside={
          version.acceptanceCount > version.acceptances.length && (
            <web.Go to={web.paths.terms({ tab: 'acceptances', version: version.id })}>
              {t('seeAll', { count: version.acceptanceCount })}
            </web.Go>
          )
        }
      >
        <Acceptances acceptances={version.acceptances} />
      </web.Section>
      <web.Section title={t('history')}>
        <History version={version} />
      </web.Section>
    </>
  )
}

function Reviews({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const may = web.useMay(['credit-manager', 'administrator'])
  const [ended, setEnded] = useState<Review | null>(null)
  if (version.reviews.length === 0) return <p className="soft">{t('empty.reviews')}</p>
  const columns: web.Column<Review>[] = [
    {
      id: 'due',
      header: t('dueOn'),
      width: 220,
      cell: row => (
        <span className="line">
          <web.DayText value={row.dueOn} form="short" />
          {row.outcome === null && <DueTag inDays={row.inDays} />}
        </span>
      ),
    },
    { id: 'cause', header: t('causeLabel'), width: 150, phone: 'under', cell: row => t(`cause.${row.cause}`) },
    { id: 'note', header: t('reviewNote'), cell: row => row.note ?? row.reason ?? <span className="soft">–</span> },
    {
      id: 'outcome',
      header: t('outcomeLabel'),
      width: 200,
      phone: 'side',
      cell: row => <Outcome review={row} {...(may && { onEnd: () => setEnded(row) })} />,
    },
  ]
  return (
    <>
      <web.MoneyTable
        caption={t('tab.reviews')}
        columns={columns}
        rows={version.reviews}
        keyOf={row => row.id}
        stacked
      />
      {ended && <EndReviewPanel review={ended} onClose={() => setEnded(null)} />}
    </>
  )
}

/** Proofs as a small table; `customer` off where the page is the customer's own. */
export function Acceptances(props: {
  readonly acceptances: readonly Acceptance[]
  readonly customer?: boolean
}): ReactNode {
  const t = web.useText('terms')
  const { acceptances, customer = true } = props
  if (acceptances.length === 0) return <p className="soft">{t('empty.acceptances')}</p>
  const columns: web.Column<Acceptance>[] = [
    customer
      ? {
          id: 'customer',
          header: t('customer'),
          cell: row => <web.Go to={web.paths.customer(row.customer.id as CustomerId)}>{row.customer.name}</web.Go>,
        }
      : {
          id: 'version',
          header: t('version'),
          cell: row => (
            <web.Go to={web.paths.termsVersion(row.version.id as Id<'terms-version'>)}>{row.version.label}</web.Go>
          ),
        },
    { id: 'on', header: t('acceptedOn'), phone: 'side', cell: row => <web.DayText value={row.on} form="short" /> },
    {
      id: 'order',
      header: t('order'),
      cell: row => row.orderReference ?? <span className="soft">{t('allOrders')}</span>,
    },
    { id: 'means', header: t('meansLabel'), phone: 'under', cell: row => t(`means.${row.means}`) },
    { id: 'by', header: t('by'), cell: row => row.by },
    { id: 'proof', header: t('proof'), cell: row => <Proof acceptance={row} /> },
  ]
  return (
    <web.MoneyTable caption={t('tab.acceptances')} columns={columns} rows={acceptances} keyOf={row => row.id} stacked />
  )
}

function History({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  return (
    <web.Timeline
      entries={version.history.map((event, index) => ({
        id: `${event.at} ${index}`,
        at: event.at,
        kind: event.kind === 'reviewed' ? 'note' : 'change',
        title:
          event.next === null ? (
            t(`event.${event.kind}`, { outcome: event.outcome === null ? '' : t(`outcome.${event.outcome}`) })
          ) : (
            <web.Go to={web.paths.termsVersion(event.next.id as Id<'terms-version'>)}>
              {t('replacedBy', { version: event.next.label })}
            </web.Go>
          ),
        ...(event.by !== null && { by: event.by }),
        ...(event.note !== null && { body: event.note }),
      }))}
      empty={null}
    />
  )
}
