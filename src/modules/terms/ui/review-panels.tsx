import { useState, type ReactNode } from 'react'
import { NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { addDays } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { endReview, planReview } from '../api.ts'
import { CAUSES, useChoices, type Review } from './words.ts'

type EndProps = { readonly review: Review; readonly onClose: () => void }

/** Says what a review confirmed or changed; the next one plans itself. */
export function EndReviewPanel({ review, onClose }: EndProps): ReactNode {
  const t = web.useText('terms')
  const [outcome, setOutcome] = useState<'confirmed' | 'changed'>('confirmed')
  const [note, setNote] = useState('')
  const end = web.useAct(endReview, { done: () => t('done.reviewed'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('endReviewOf', { version: review.version.label })}
      submit={t('endReview')}
      busy={end.isPending}
      error={end.error && <web.Problem error={end.error} />}
      onSubmit={() => end.mutate({ params: { review: review.id }, body: { outcome, note } })}
    >
      <p className="soft">{t('endReviewHint')}</p>
      {review.reason !== null && <web.KeyValue items={[{ label: t('reason'), value: review.reason }]} />}
      <Radio.Group label={t('outcomeLabel')} value={outcome} onChange={value => setOutcome(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="confirmed" label={t('outcome.confirmed')} description={t('outcomeHint.confirmed')} />
          <Radio value="changed" label={t('outcome.changed')} description={t('outcomeHint.changed')} />
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('reviewNote')}
        required
        autosize
        minRows={4}
        maxLength={4000}
        data-autofocus
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}

type PlanProps = { readonly version: { readonly id: string; readonly label: string }; readonly onClose: () => void }

/** Asks for a review because something happened. */
export function PlanReviewPanel({ version, onClose }: PlanProps): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  const [dueOn, setDueOn] = useState(addDays(today, 30))
  const [cause, setCause] = useState<Review['cause']>('dispute')
  const [reason, setReason] = useState('')
  const causes = useChoices('cause', CAUSES)
  const plan = web.useAct(planReview, { done: () => t('done.reviewPlanned'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('planReviewOf', { version: version.label })}
      submit={t('planReview')}
      busy={plan.isPending}
      error={plan.error && <web.Problem error={plan.error} />}
      onSubmit={() => plan.mutate({ params: { version: version.id }, body: { dueOn, cause, reason } })}
    >
      <NativeSelect
        label={t('causeLabel')}
        data={causes}
        value={cause}
        onChange={event => setCause(event.currentTarget.value as Review['cause'])}
      />
      <web.DayInput
        label={t('dueOn')}
        required
        min={today}
        value={dueOn}
        onChange={value => setDueOn(value ?? addDays(today, 30))}
      />
      <Textarea
        label={t('reason')}
        description={t('planReviewHint')}
        required
        autosize
        minRows={3}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
