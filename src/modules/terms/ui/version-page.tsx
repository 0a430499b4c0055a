import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { readTerms, readTermsDocument } from '../api.ts'
import { DraftEditor } from './draft-editor.tsx'
import { NewVersionPanel } from './new-version-panel.tsx'
import { Published } from './published.tsx'
import { PlanReviewPanel } from './review-panels.tsx'
import { StateTag } from './versions-list.tsx'
import type { Version } from './words.ts'

/** One version of the terms: a draft to write, or what was in force and stays as it was. */
export function VersionPage(): ReactNode {
  const t = web.useText('terms')
  const id = web.useIdInPath<'terms-version'>()
  const asked = web.useAnswer(readTerms, { params: { version: id } })
  web.useLive([readTerms])
  const back = { to: web.paths.terms(), label: t('title') }
  if (asked.error) {
    return (
      <>
        <web.PageHeader title={t('version')} back={back} />
        <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
      </>
    )
  }
  const version = asked.data?.id === id ? asked.data : undefined
  if (!version) return <Skeleton height={320} aria-label={t('loading')} />
  return (
    <>
      <web.PageHeader
        title={version.label}
        back={back}
        state={<StateLine version={version} />}
        action={<Gestures key={version.state} version={version} />}
      />
      {version.state === 'draft' ? <DraftEditor key={version.id} version={version} /> : <Published version={version} />}
    </>
  )
}

function StateLine({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const language = web.useLanguage()
  const { data: creditors } = web.useAnswer(listCreditors, {})
  const name = creditors?.items.find(one => one.id === version.creditor.id)?.name ?? version.creditor.code
  const from = web.shortDayText(version.from, language)
  const dates =
    version.to === null
      ? t(version.state === 'draft' ? 'willApplyFrom' : 'appliesFrom', { from })
      : t('appliesBetween', { from, to: web.shortDayText(version.to, language) })
  return (
    <>
      <StateTag state={version.state} /> {name} · {words(`language.${version.language}`)} · {dates}
    </>
  )
}

function Gestures({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const [panel, setPanel] = useState<'replace' | 'review' | null>(null)
  const mayWrite = web.useMay(['credit-manager', 'administrator'])
  const mayRecord = web.useMay(['collector', 'credit-manager', 'administrator'])
  const close = (): void => setPanel(null)
  const published = version.state !== 'draft'
  web.useShortcut('n', t('replace'), () => setPanel('replace'), 'page', mayWrite && published)
  return (
    <>
      {version.document && (
        <web.DownloadButton
          label={t('download')}
          href={web.hrefOf(readTermsDocument, { params: { version: version.id } })}
          name={version.document.name}
        />
      )}
      {mayRecord && version.state === 'in-force' && (
        <Button variant="default" onClick={() => setPanel('review')}>
          {t('planReview')}
        </Button>
      )}
      {mayWrite && published && <Button onClick={() => setPanel('replace')}>{t('replace')}</Button>}
      {panel === 'review' && <PlanReviewPanel version={version} onClose={close} />}
      {panel === 'replace' && (
        <NewVersionPanel from={{ creditor: version.creditor.id, language: version.language }} onClose={close} />
      )}
    </>
  )
}
