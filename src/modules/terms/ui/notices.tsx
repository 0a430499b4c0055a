import type { ReactNode } from 'react'
import { IconAlertTriangle, IconCalendarEvent } from '@tabler/icons-react'
import type { Id } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readTermsNotices } from '../api.ts'
import { DueTag } from './due-tag.tsx'
import { useSemesterText } from './words.ts'

/** On the home page: rates that are missing, reviews late or near, versions the law has come to forbid. */
export function TermsNotices(): ReactNode {
  const t = web.useText('terms')
  const { data: notices } = web.useAnswer(readTermsNotices, {})
  if (!notices) return null
  const { missing, reviews, breaches } = notices
  if (missing.length + reviews.length + breaches.length === 0) return null
  return (
    <ul className="notices" aria-label={t('notices')}>
      {missing.length > 0 && <MissingRates missing={missing} />}
      {breaches.map(version => (
        <li key={version.id} className="notice notice-alert">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <web.Go to={web.paths.termsVersion(version.id as Id<'terms-version'>)}>
              {t('notice.law', { version: version.label, count: version.codes.length })}
            </web.Go>
          </span>
        </li>
      ))}
      {reviews.map(review => (
        <li key={review.id} className={review.inDays < 0 ? 'notice notice-alert' : 'notice'}>
          <IconCalendarEvent size={16} aria-hidden />
          <span className="line">
            <web.Go to={web.paths.termsVersion(review.version.id as Id<'terms-version'>)}>
              {t('notice.review', { version: review.version.label })}
            </web.Go>
            <DueTag inDays={review.inDays} />
          </span>
        </li>
      ))}
    </ul>
  )
}

type Missing = { readonly series: string; readonly semester: string; readonly startsIn: number }

/** One line for each semester: computing stops there, so it is said before anything else. */
function MissingRates({ missing }: { readonly missing: readonly Missing[] }): ReactNode {
  const t = web.useText('terms')
  const semester = useSemesterText()
  const semesters = [...new Set(missing.map(each => each.semester))]
  return semesters.map(name => {
    const those = missing.filter(each => each.semester === name)
    const startsIn = those[0]?.startsIn ?? 0
    const series = those.map(each => t(`series.${each.series}`)).join(', ')
    return (
      <li key={name} className="notice notice-alert">
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          {startsIn > 0
            ? t('notice.rateSoon', { semester: semester(name), count: startsIn, series })
            : t('notice.rateNow', { semester: semester(name), series })}{' '}
          <web.Go to={web.paths.rates()}>{t('seeRates')}</web.Go>
        </span>
      </li>
    )
  })
}
