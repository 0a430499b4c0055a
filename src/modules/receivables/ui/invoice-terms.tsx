import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { ClauseFacts, useBecauseText } from '#modules/terms/ui/index.ts'
import * as web from '#web/index.ts'
import { readInvoiceTerms, resolveInvoiceTerms, saveInvoiceDates } from '../terms-api.ts'

type Terms = Answer<typeof readInvoiceTerms>

/** The terms that govern an invoice and why, whether the goods stay ours until it is paid, and the days that decide. */
export function InvoiceTerms({ invoice }: { readonly invoice: string }): ReactNode {
  const t = web.useText('receivables')
  const asked = web.useAnswer(readInvoiceTerms, { params: { invoice } })
  const [saying, setSaying] = useState(false)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const { data: terms } = asked
  const aside = may && terms && (
    <Button variant="subtle" size="compact-sm" onClick={() => setSaying(true)}>
      {t('dates.say')}
    </Button>
  )
  return (
    <web.Section title={t('terms.title')} aside={aside}>
      {asked.error && <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton height={120} />}
      {terms && (
        <div className="stack">
          <Governing terms={terms} />
          <ClauseFacts clauses={terms.clauses} only={['payment', 'lateRate', 'recoveryFee']} />
          <Retention terms={terms} />
          <Today terms={terms} may={may} />
        </div>
      )}
      {saying && terms && <DatesPanel terms={terms} onClose={() => setSaying(false)} />}
    </web.Section>
  )
}

function Governing({ terms }: { readonly terms: Terms }): ReactNode {
  const t = web.useText('receivables')
  const because = useBecauseText()
  return (
    <p className="line">
      {terms.version ? (
        <>
          <web.Go to={web.paths.termsVersion(terms.version.id as Id<'terms-version'>)}>{terms.version.label}</web.Go>
          {terms.acceptance === null && <web.Tag tone="caution">{t('terms.notProven')}</web.Tag>}
          {terms.variant !== null && <web.Tag tone="brand">{t('terms.withVariant')}</web.Tag>}
        </>
      ) : (
        <web.Tag tone="caution">{t('terms.none')}</web.Tag>
      )}
      <web.Why
        label={t('terms.which')}
        title={t('terms.title')}
        lines={terms.because.map(each => ({ label: because(each) }))}
        more={<web.Go to={web.paths.terms()}>{t('terms.register')}</web.Go>}
      />
    </p>
  )
}

const TONES = {
  covered: 'brand',
  'accepted-late': 'refused',
  'not-accepted': 'refused',
  'delivery-unknown': 'caution',
} as const

/** Whether the goods stay ours, in one word. */
export function RetentionTag({ state }: { readonly state: keyof typeof TONES }): ReactNode {
  const t = web.useText('receivables')
  return <web.Tag tone={TONES[state]}>{t(`retention.state.${state}`)}</web.Tag>
}

function Retention({ terms }: { readonly terms: Terms }): ReactNode {
  const t = web.useText('receivables')
  const { retention, dates } = terms
  const days = (['orderedOn', 'deliveredOn', 'postedOn', 'receivedOn'] as const).filter(day => dates[day] !== null)
  return (
    <web.KeyValue
      items={[
        {
          label: t('retention.title'),
          value:
            retention === null ? (
              <span className="soft">
                {t(terms.clauses['retentionOfTitle'] === true ? 'retention.paid' : 'retention.no')}
              </span>
            ) : (
              <>
                <RetentionTag state={retention} /> <span className="soft">{t(`retention.means.${retention}`)}</span>
              </>
            ),
        },
        ...days.map(day => ({ label: t(`dates.${day}`), value: <web.DayText value={dates[day]} /> })),
      ]}
    />
  )
}

/** What the register would answer today, where a proof has fixed something else: the user decides. */
function Today({ terms, may }: { readonly terms: Terms; readonly may: boolean }): ReactNode {
  const t = web.useText('receivables')
  const because = useBecauseText()
  const resolve = web.useAct(resolveInvoiceTerms, { done: () => t('terms.resolved') })
  const { today } = terms
  if (!today) return null
  return (
    <div className="line">
      <span>{t('terms.today', { version: today.version?.label ?? t('terms.none') })}</span>
      <web.Why title={t('terms.todayTitle')} lines={today.because.map(each => ({ label: because(each) }))} />
      {may && (
        <Button
          variant="default"
          size="compact-sm"
          loading={resolve.isPending}
          onClick={() => resolve.mutate({ params: { invoice: terms.invoice } })}
        >
          {t('terms.take')}
        </Button>
      )}
    </div>
  )
}

/** Says the days no document carries: they decide which terms govern and whether the title is kept. */
function DatesPanel({ terms, onClose }: { readonly terms: Terms; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receivables')
  const { today } = web.useSession()
  const [dates, setDates] = useState(terms.dates)
  const save = web.useAct(saveInvoiceDates, { done: () => t('dates.saved'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('dates.say')}
      submit={t('dates.save')}
      busy={save.isPending}
      error={save.error && <web.Problem error={save.error} />}
      onSubmit={() => save.mutate({ params: { invoice: terms.invoice }, body: dates })}
    >
      <p className="soft">{t('dates.hint')}</p>
      {(['orderedOn', 'deliveredOn', 'postedOn', 'receivedOn'] as const).map(day => (
        <web.DayInput
          key={day}
          label={t(`dates.${day}`)}
          max={today}
          value={dates[day]}
          onChange={value => setDates({ ...dates, [day]: value })}
        />
      ))}
    </web.SidePanel>
  )
}
