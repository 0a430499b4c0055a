import { useState, type ReactNode } from 'react'
import { Checkbox } from '@mantine/core'
import { addDays } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { listTerms, publishTerms } from '../api.ts'
import { useFindingText, type Version } from './words.ts'

type PublishProps = { readonly version: Version; readonly onClose: () => void }

/** Puts a draft in force. Each breach of law has to be read, one by one; nothing is corrected for the user. */
export function PublishPanel({ version, onClose }: PublishProps): ReactNode {
  const t = web.useText('terms')
  const language = web.useLanguage()
  const text = useFindingText()
  const [accept, setAccept] = useState<readonly string[]>([])
  const publish = web.useAct(publishTerms, { done: () => t('done.published'), after: onClose, quiet: true })
  const { data: known } = web.useAnswer(listTerms, { query: { creditor: version.creditor.id } })
  const breaches = version.findings.filter(found => found.severity === 'breach')
  const replaced = known?.items.find(
    other =>
      other.state === 'in-force' &&
      other.language === version.language &&
      other.from < version.from &&
      (other.to === null || other.to >= version.from),
  )
  const toggle = (code: string, read: boolean): void =>
    setAccept(read ? [...accept, code] : accept.filter(each => each !== code))
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('publishTitle', { version: version.label })}
      submit={t('publish')}
      busy={publish.isPending}
      error={publish.error && <web.Problem error={publish.error} />}
      onSubmit={() => publish.mutate({ params: { version: version.id }, body: { accept: [...accept] } })}
    >
      <p>{t('publishFrom', { from: web.shortDayText(version.from, language) })}</p>
      {replaced && (
        <p>
          {t('publishEnds', {
            version: replaced.label,
            to: web.shortDayText(addDays(version.from, -1), language),
          })}
        </p>
      )}
      <p className="soft">{t('publishStays')}</p>
      {version.document === null && (
        <p>
          <web.Tag tone="caution">{t('noDocument')}</web.Tag> {t('publishNoDocument')}
        </p>
      )}
      {breaches.length > 0 && (
        <fieldset className="stack">
          <legend>{t('readEach', { count: breaches.length })}</legend>
          {breaches.map(found => (
            <Checkbox
              key={found.code}
              required
              label={`${t(`clause.${found.clause}`)} · ${found.article}`}
              description={text(found).says}
              checked={accept.includes(found.code)}
              onChange={event => toggle(found.code, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      )}
    </web.SidePanel>
  )
}
