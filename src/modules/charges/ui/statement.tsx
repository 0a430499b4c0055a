import type { ReactNode } from 'react'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { becauseWords, flagWords, rateWords, sourceWords, whyWords, type Stated } from './words.ts'

type Segment = Stated['segments'][number]
type Imputed = Stated['imputed'][number]

/** A statement whole: figures, what to look at, periods, what was paid, the law behind it. */
export function Statement({ stated }: { readonly stated: Stated }): ReactNode {
  return (
    <div className="stack">
      <Figures stated={stated} />
      <Flags stated={stated} />
      <Regime stated={stated} />
      <Periods stated={stated} />
      <Payments stated={stated} />
      <Sources stated={stated} />
    </div>
  )
}

function Figures({ stated }: { readonly stated: Stated }): ReactNode {
  const t = web.useText('charges')
  const of = (amount: string): MoneyJson => ({ amount, currency: stated.currency })
  return (
    <web.StatRow>
      <web.Stat
        label={t('total')}
        value={<web.Amount value={of(stated.total)} zero="show" />}
        source={{
          definition: t('totalMeans'),
          lines: [
            { label: t('principalLeft'), value: <web.Amount value={of(stated.principalLeft)} zero="show" /> },
            { label: t('interestLeft'), value: <web.Amount value={of(stated.interestLeft)} zero="show" /> },
            {
              label: t('feeLeft'),
              value: <web.Amount value={{ ...of(stated.feeLeft), ...feeIn(stated) }} zero="show" />,
            },
            { label: t('total'), value: <web.Amount value={of(stated.total)} zero="show" />, strong: true },
          ],
        }}
      />
      <web.Stat
        label={t('interest')}
        value={<web.Amount value={of(stated.interest)} zero="show" />}
        note={t('days', { count: stated.days })}
      />
      <web.Stat
        label={t('fee')}
        value={<web.Amount value={{ ...of(stated.fee), ...feeIn(stated) }} zero="show" />}
        note={t(`feeReason.${stated.feeReason}`, { defaultValue: '' })}
      />
      <web.Stat label={t('daily')} value={<web.Amount value={of(stated.daily)} zero="show" />} note={t('dailyMeans')} />
    </web.StatRow>
  )
}

// The fee of a debt in another currency stays in euros, and says so by a flag.
function feeIn(stated: Stated): { currency?: string } {
  return stated.flags.some(flag => flag.code === 'fee-in-euro') ? { currency: 'EUR' } : {}
}

/** What a person must look at, each with its figures. */
export function Flags({ stated }: { readonly stated: Pick<Stated, 'flags' | 'currency'> }): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  if (stated.flags.length === 0) return null
  return (
    <ul className="plain-list" aria-label={t('toCheck')}>
      {stated.flags.map(flag => (
        <li key={flag.code}>
          <web.Tag tone="caution">{t('toCheckOne')}</web.Tag> {flagWords(t, flag, stated.currency, language)}
        </li>
      ))}
    </ul>
  )
}

function Regime({ stated }: { readonly stated: Stated }): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  const lines = becauseWords(t, stated.because, language).map(label => ({ label }))
  return (
    <p>
      <strong>{t(`regime.${stated.regime}`)}</strong> <web.Why title={t('regimeWhy')} lines={lines} />
    </p>
  )
}

function Periods({ stated }: { readonly stated: Stated }): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  const of = (amount: string): MoneyJson => ({ amount, currency: stated.currency })
  if (stated.segments.length === 0) return <p className="soft">{t('noPeriod')}</p>
  const columns: web.Column<Segment>[] = [
    { id: 'from', header: t('from'), cell: row => <web.DayText value={row.from} form="short" /> },
    { id: 'to', header: t('to'), phone: 'under', cell: row => <web.DayText value={row.to} form="short" /> },
    { id: 'days', header: t('daysColumn'), align: 'end', cell: row => row.days },
    { id: 'base', header: t('base'), align: 'end', cell: row => <web.Amount value={of(row.base)} /> },
    {
      id: 'rate',
      header: t('rate'),
      align: 'end',
      phone: 'under',
      cell: row => <span title={whyWords(t, row.why)}>{rateWords(row.rate, language)}</span>,
    },
    { id: 'why', header: t('rateFrom'), cell: row => <span className="soft">{whyWords(t, row.why)}</span> },
    {
      id: 'interest',
      header: t('interestColumn'),
      align: 'end',
      phone: 'side',
      total: <web.Amount value={of(stated.interest)} zero="show" tone="strong" />,
      cell: row => <web.Amount value={of(row.interest)} zero="show" />,
    },
  ]
  return (
    <web.MoneyTable
      stacked
      caption={t('periods')}
      columns={columns}
      rows={stated.segments}
      keyOf={row => `${row.from} ${row.base} ${row.rate}`}
    />
  )
}

function Payments({ stated }: { readonly stated: Stated }): ReactNode {
  const t = web.useText('charges')
  const of = (amount: string): MoneyJson => ({ amount, currency: stated.currency })
  if (stated.imputed.length === 0) return null
  const columns: web.Column<Imputed>[] = [
    { id: 'on', header: t('on'), cell: row => <web.DayText value={row.on} form="short" /> },
    { id: 'kind', header: t('what'), phone: 'under', cell: row => t(`event.${row.kind}`) },
    {
      id: 'amount',
      header: t('amount'),
      align: 'end',
      phone: 'side',
      cell: row => <web.Amount value={of(row.amount)} />,
    },
    { id: 'interest', header: t('toInterest'), align: 'end', cell: row => <web.Amount value={of(row.toInterest)} /> },
    {
      id: 'principal',
      header: t('toPrincipal'),
      align: 'end',
      cell: row => <web.Amount value={of(row.toPrincipal)} />,
    },
  ]
  return (
    <web.MoneyTable
      stacked
      showCaption
      caption={t('imputed', { order: t(`order.${stated.imputation}`) })}
      columns={columns}
      rows={stated.imputed}
      keyOf={row => `${row.on} ${row.kind} ${row.amount}`}
    />
  )
}

function Sources({ stated }: { readonly stated: Stated }): ReactNode {
  const t = web.useText('charges')
  if (stated.sources.length === 0) return null
  return (
    <details>
      <summary>{t('sources')}</summary>
      <ul className="plain-list">
        {stated.sources.map(source => {
          const { article, says } = sourceWords(t, source)
          return (
            <li key={`${source.article} ${source.says}`}>
              <strong>{article}</strong> <span className="soft">{t(`certainty.${source.certainty}`)}</span>
              <br />
              {says}{' '}
              {source.url !== null && (
                <a href={source.url} target="_blank" rel="noreferrer">
                  {t('readText')}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
