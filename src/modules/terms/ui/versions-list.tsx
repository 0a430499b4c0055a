import type { ReactNode } from 'react'
import type { Id } from '#kernel/id.ts'
import { useCreditorChoices } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { exportTerms, listTerms } from '../api.ts'
import { DueTag } from './due-tag.tsx'
import { useChoices, type VersionLine } from './words.ts'

const TONES = { draft: 'caution', 'in-force': 'brand', replaced: 'neutral' } as const

/** The state of a version, in one word. */
export function StateTag({ state }: { readonly state: VersionLine['state'] }): ReactNode {
  const t = web.useText('terms')
  return <web.Tag tone={TONES[state]}>{t(`state.${state}`)}</web.Tag>
}

/** How many points of the law a version breaks or leaves in doubt. */
export function FindingCount({ findings }: Pick<VersionLine, 'findings'>): ReactNode {
  const t = web.useText('terms')
  const breaches = findings.filter(found => found.severity === 'breach').length
  const doubts = findings.filter(found => found.severity === 'doubt').length
  if (breaches > 0) return <web.Tag tone="refused">{t('breaches', { count: breaches })}</web.Tag>
  if (doubts > 0) return <web.Tag tone="caution">{t('doubts', { count: doubts })}</web.Tag>
  return <span className="soft">{t('none')}</span>
}

/** Every version by creditor and language. */
export function VersionsList(): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const state = web.useListState(['tab', 'creditor', 'language', 'state'])
  const query = web.queryFor(listTerms, state.query)
  const list = web.useList(listTerms, { query })
  const creditors = useCreditorChoices()
  const states = useChoices('state', ['draft', 'in-force', 'replaced'])
  const languages = web.LANGUAGES.map(value => ({ value, label: words(`language.${value}`) }))
  const narrowed = Object.keys(query).length > 0
  return (
    <web.ListTable
      {...list}
      name="terms"
      label={t('tab.versions')}
      searchLabel={t('search.versions')}
      columns={useColumns()}
      state={state}
      keyOf={row => row.id}
      to={row => web.paths.termsVersion(row.id as Id<'terms-version'>)}
      filters={[
        ...(creditors.length > 1 ? [{ id: 'creditor', label: t('creditor'), choices: creditors }] : []),
        { id: 'language', label: t('language'), choices: languages },
        { id: 'state', label: t('stateLabel'), choices: states },
      ]}
      exports={(['csv', 'xlsx'] as const).map(format => ({
        label: words(`format.${format}`),
        href: web.hrefOf(exportTerms, { query: { ...query, format } }),
      }))}
      empty={
        narrowed ? (
          <web.EmptyState title={t('nothing')} hint={t('nothingHint')} />
        ) : (
          <web.EmptyState title={t('empty.versions')} hint={t('emptyHint.versions')} />
        )
      }
    />
  )
}

function useColumns(): web.Column<VersionLine>[] {
  const t = web.useText('terms')
  const words = web.useText()
  return [
    {
      id: 'label',
      header: t('version'),
      cell: row => row.label,
      compare: (a, b) => a.label.localeCompare(b.label),
    },
    {
      id: 'creditor',
      header: t('creditor'),
      width: 190,
      phone: 'under',
      cell: row => `${row.creditor.code} · ${words(`language.${row.language}`)}`,
      compare: (a, b) => a.creditor.code.localeCompare(b.creditor.code),
    },
    { id: 'state', header: t('stateLabel'), width: 110, phone: 'side', cell: row => <StateTag state={row.state} /> },
    {
      id: 'from',
      header: t('from.label'),
      width: 100,
      cell: row => <web.DayText value={row.from} form="short" />,
      compare: (a, b) => a.from.localeCompare(b.from),
    },
    {
      id: 'to',
      header: t('to'),
      width: 100,
      wide: true,
      cell: row => <web.DayText value={row.to} form="short" />,
      compare: (a, b) => (a.to ?? '9').localeCompare(b.to ?? '9'),
    },
    { id: 'findings', header: t('law'), width: 130, cell: row => <FindingCount findings={row.findings} /> },
    {
      id: 'acceptances',
      header: t('tab.acceptances'),
      width: 110,
      align: 'end',
      cell: row => row.acceptances,
      compare: (a, b) => a.acceptances - b.acceptances,
    },
    {
      id: 'review',
      header: t('nextReview'),
      width: 210,
      cell: row =>
        row.nextReview ? (
          <>
            <web.DayText value={row.nextReview.dueOn} form="short" /> <DueTag inDays={row.nextReview.inDays} />
          </>
        ) : (
          <span className="soft">–</span>
        ),
      compare: (a, b) => (a.nextReview?.dueOn ?? '9').localeCompare(b.nextReview?.dueOn ?? '9'),
    },
  ]
}
