import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import * as web from '#web/index.ts'
import { listCreditors } from '../api.ts'
import { CreditorPanel } from './creditor-panel.tsx'
import { spaced, type Creditor } from './words.ts'

/** Settings: our legal entities, who they are and where they are paid. */
export function CreditorSettings(): ReactNode {
  const t = web.useText('parties')
  const may = web.useMay(['administrator'])
  const asked = web.useAnswer(listCreditors, {})
  const [edited, setEdited] = useState<Creditor | 'new' | null>(null)
  const creditors = asked.data?.items ?? []
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.isPending) return <Skeleton height={160} />
  const add = may && <Button onClick={() => setEdited('new')}>{t('creditor.add')}</Button>
  return (
    <div className="stack">
      {creditors.length === 0 && (
        <web.EmptyState title={t('creditor.none')} hint={t('creditor.noneHint')} action={add} />
      )}
      {creditors.map(creditor => (
        <web.Section
          key={creditor.id}
          title={creditor.name}
          aside={
            may && (
              <Button variant="subtle" size="compact-sm" onClick={() => setEdited(creditor)}>
                {t('edit')}
                <span className="only-read">{creditor.name}</span>
              </Button>
            )
          }
        >
          <CreditorFacts creditor={creditor} />
        </web.Section>
      ))}
      {creditors.length > 0 && <div>{add}</div>}
      {edited !== null && <CreditorPanel creditor={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function CreditorFacts({ creditor }: { readonly creditor: Creditor }): ReactNode {
  const t = web.useText('parties')
  const post = [creditor.street, creditor.street2, [creditor.postcode, creditor.city].filter(Boolean).join(' ')]
  const fact = (field: 'siren' | 'vatNumber' | 'enterpriseNumber' | 'email' | 'phone' | 'signatory') =>
    creditor[field] === null ? [] : [{ label: t(`field.${field}`), value: creditor[field] }]
  const missing = [
    ...(creditor.accounts.length === 0 ? [t('creditor.noAccount')] : []),
    ...(creditor.email === null ? [t('creditor.noSender')] : []),
  ]
  return (
    <div className="stack">
      {missing.map(text => (
        <p key={text}>
          <web.Tag tone="caution">{t('creditor.missing')}</web.Tag> {text}
        </p>
      ))}
      <web.KeyValue
        items={[
          { label: t('creditor.code'), value: creditor.code },
          { label: t('creditor.address'), value: post.filter(Boolean).join(', ') || '–' },
          ...fact('siren'),
          ...fact('enterpriseNumber'),
          ...fact('vatNumber'),
          ...fact('email'),
          ...fact('phone'),
          ...fact('signatory'),
          ...creditor.accounts.map((account, index) => ({
            label: t('creditor.account', { rank: index + 1 }),
            value: [spaced(account.iban), account.bic, account.label].filter(Boolean).join(' · '),
          })),
          {
            label: t('creditor.paymentDays'),
            value: creditor.paymentDays === null ? t('creditor.ask') : t('days', { count: creditor.paymentDays }),
          },
        ]}
      />
    </div>
  )
}
