import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { listReviews, listTerms } from '../api.ts'
import { AcceptancePanel } from './acceptance-panel.tsx'
import { AcceptancesList } from './acceptances-list.tsx'
import { NewVersionPanel } from './new-version-panel.tsx'
import { ReviewsList } from './reviews-list.tsx'
import { VariantPanel } from './variant-panel.tsx'
import { VariantsList } from './variants-list.tsx'
import { VersionsList } from './versions-list.tsx'

const TABS = ['versions', 'variants', 'acceptances', 'reviews'] as const
type Tab = (typeof TABS)[number]

/** The register of the terms of sale: versions, variants, proofs of acceptance, reviews. */
export function TermsPage(): ReactNode {
  const t = web.useText('terms')
  const state = web.useListState(['tab'])
  const tab = TABS.find(one => one === state.filters['tab']) ?? 'versions'
  const versions = web.useAnswer(listTerms, { query: {} })
  const reviews = web.useAnswer(listReviews, { query: { state: 'open' } })
  web.useLive()
  const inForce = versions.data?.items.filter(version => version.state === 'in-force').length ?? 0
  const overdue = reviews.data?.overdue ?? 0
  const tabs: readonly web.CountTab<Tab>[] = [
    { id: 'versions', label: t('tab.versions'), ...(versions.data && { count: versions.data.items.length }) },
    { id: 'variants', label: t('tab.variants') },
    { id: 'acceptances', label: t('tab.acceptances') },
    { id: 'reviews', label: t('tab.reviews'), count: overdue, alert: true },
  ]
  return (
    <>
      <web.PageHeader
        title={t('title')}
        state={
          versions.data && (
            <>
              {t('inForce', { count: inForce })} · <web.Go to={web.paths.retention()}>{t('toRetention')}</web.Go>
            </>
          )
        }
        action={<Gesture key={tab} tab={tab} />}
      />
      <web.CountTabs
        label={t('title')}
        tabs={tabs}
        value={tab}
        onChange={next => state.show(next === 'versions' ? '' : `tab=${next}`)}
      />
      {tab === 'versions' && <VersionsList />}
      {tab === 'variants' && <VariantsList />}
      {tab === 'acceptances' && <AcceptancesList />}
      {tab === 'reviews' && <ReviewsList />}
    </>
  )
}

/** The one gesture of each list; a review is planned from its version. */
function Gesture({ tab }: { readonly tab: Tab }): ReactNode {
  const t = web.useText('terms')
  const [opened, setOpened] = useState(false)
  const mayWrite = web.useMay(['credit-manager', 'administrator'])
  const mayRecord = web.useMay(['collector', 'credit-manager', 'administrator'])
  const may = tab === 'acceptances' ? mayRecord : mayWrite && tab !== 'reviews'
  const close = (): void => setOpened(false)
  web.useShortcut('n', t(`add.${tab}`), () => setOpened(true), 'page', may)
  if (!may) return null
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t(`add.${tab}`)}</Button>
      {opened && tab === 'versions' && <NewVersionPanel onClose={close} />}
      {opened && tab === 'variants' && <VariantPanel onClose={close} />}
      {opened && tab === 'acceptances' && <AcceptancePanel onClose={close} />}
    </>
  )
}
