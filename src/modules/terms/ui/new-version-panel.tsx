import { useState, type ReactNode } from 'react'
import { NativeSelect, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { Id } from '#kernel/id.ts'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { addTerms, listTerms } from '../api.ts'
import { NEW_CLAUSES } from './words.ts'

/** What the new version copies: creditor, language and clauses of the one it will replace. */
type From = { readonly creditor: string; readonly language: web.Language }

type NewVersionProps = { readonly onClose: () => void; readonly from?: From }

/**
 * Starts a draft: whose terms, in which language, from which day. Where there are terms already, the latest are copied,
 * so that only what changes has to be written.
 */
export function NewVersionPanel({ onClose, from }: NewVersionProps): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const go = web.useGo()
  const { today } = web.useSession()
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const versions = web.useAnswer(listTerms, { query: {} }).data?.items ?? []
  const [chosen, setChosen] = useState<string | null>(from?.creditor ?? null)
  const [spoken, setSpoken] = useState<web.Language | null>(from?.language ?? null)
  const [starts, setStarts] = useState<Day>(today)
  const [label, setLabel] = useState<string | null>(null)
  const creditor = creditors.find(one => one.id === chosen) ?? creditors[0]
  const language = spoken ?? creditor?.language ?? 'fr'
  const copied = versions.find(
    version => version.creditor.id === creditor?.id && version.language === language && version.state !== 'draft',
  )
  const name = label ?? t('newLabel', { year: starts.slice(0, 4), month: starts.slice(5, 7) })
  const add = web.useAct(addTerms, {
    done: () => t('done.drafted'),
    after: answer => go(web.paths.termsVersion(answer.id as Id<'terms-version'>)),
    quiet: true,
  })
  const save = (): void => {
    if (!creditor) return
    const clauses = { ...(copied?.clauses ?? NEW_CLAUSES) }
    const reviewMonths = copied?.reviewMonths ?? 12
    add.mutate({ body: { creditor: creditor.id, language, label: name, from: starts, clauses, reviewMonths } })
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('add.versions')}
      submit={t('draft')}
      busy={add.isPending}
      error={add.error && <web.Problem error={add.error} />}
      onSubmit={save}
    >
      <NativeSelect
        label={t('creditor')}
        data={creditors.map(one => ({ value: one.id, label: one.name }))}
        value={creditor?.id ?? ''}
        onChange={event => setChosen(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('language')}
        data={web.LANGUAGES.map(value => ({ value, label: words(`language.${value}`) }))}
        value={language}
        onChange={event => setSpoken(event.currentTarget.value as web.Language)}
      />
      <web.DayInput label={t('effectiveFrom')} required value={starts} onChange={value => setStarts(value ?? today)} />
      <TextInput
        label={t('label')}
        required
        maxLength={200}
        value={name}
        onChange={event => setLabel(event.currentTarget.value)}
      />
      <p className="soft">{copied ? t('copyOf', { version: copied.label }) : t('copyOfNone')}</p>
    </web.SidePanel>
  )
}
