import type { ReactNode } from 'react'
import * as web from '#web/index.ts'
import { useFindingText, useRateText, useSemesterText, useTermText, type Finding, type Law } from './words.ts'

const TONES = { breach: 'refused', doubt: 'caution', advice: 'neutral' } as const
const ORDER = ['breach', 'doubt', 'advice'] as const

/** What the law says of the terms: each point with its article and how to mend it, breaches first. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const t = web.useText('terms')
  const text = useFindingText()
  if (findings.length === 0) {
    return (
      <p>
        <web.Tag tone="brand">{t('lawful')}</web.Tag> {t('lawfulHint')}
      </p>
    )
  }
  const sorted = ORDER.flatMap(severity => findings.filter(found => found.severity === severity))
  return (
    <ul className="stack">
      {sorted.map(found => {
        const { says, remedy } = text(found)
        return (
          <li key={found.code}>
            <div className="line">
              <web.Tag tone={TONES[found.severity]}>{t(`severity.${found.severity}`)}</web.Tag>
              <strong>{t(`clause.${found.clause}`)}</strong>
              <span className="soft">
                {found.article} · {t(`certainty.${found.certainty}`)}
              </span>
            </div>
            <p>{says}</p>
            {remedy !== '' && <p className="soft">{remedy}</p>}
          </li>
        )
      })}
    </ul>
  )
}

/** The cap of the payment term, beside the term. */
export function CapLine({ law }: { readonly law: Law }): ReactNode {
  const t = web.useText('terms')
  const term = useTermText()
  const { cap } = law
  if (!cap) return null
  const limits = cap.limits.map(limit =>
    limit.needsContract ? t('cap.inContract', { limit: term(limit) }) : term(limit),
  )
  return (
    <p role="status">
      <web.Tag tone={cap.lawful ? 'brand' : 'refused'}>{t(cap.lawful ? 'cap.kept' : 'cap.passed')}</web.Tag>{' '}
      <span className="soft">{t('cap.says', { limits: limits.join(t('cap.or')), article: cap.article })}</span>
    </p>
  )
}

/** The rate without agreement, and the floor of a contract rate, semester by semester. */
export function FloorLine({ law }: { readonly law: Law }): ReactNode {
  const t = web.useText('terms')
  const rate = useRateText()
  const semester = useSemesterText()
  const { legal, floor } = law
  const under = floor.filter(each => each.kept === false)
  const unknown = floor.filter(each => each.kept === null)
  return (
    <div role="status">
      <p className="soft">
        {legal.rate === null
          ? t('legal.unknown', { semester: semester(legal.semester) })
          : t('legal.says', { rate: rate(legal.rate), semester: semester(legal.semester) })}
      </p>
      {floor.length > 0 && (
        <p className="line">
          <web.Tag tone={under.length > 0 ? 'refused' : unknown.length > 0 ? 'caution' : 'brand'}>
            {under.length > 0
              ? t('floor.under', { count: under.length })
              : unknown.length > 0
                ? t('floor.unknown', { count: unknown.length })
                : t('floor.kept', { count: floor.length })}
          </web.Tag>
          <web.Why
            label={t('floor.bySemester')}
            title={t('floor.title')}
            definition={t('floor.means')}
            lines={floor.toReversed().map(each => ({
              label: semester(each.semester),
              value: (
                <>
                  {each.floor === null ? '–' : rate(each.floor)}{' '}
                  {each.kept === false && <web.Tag tone="refused">{t('floor.below')}</web.Tag>}
                  {each.kept === null && <web.Tag tone="caution">{t('floor.missing')}</web.Tag>}
                </>
              ),
            }))}
            more={<web.Go to={web.paths.rates()}>{t('seeRates')}</web.Go>}
          />
        </p>
      )}
    </div>
  )
}
