import { useState, type ReactNode } from 'react'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { day, type Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { addRate } from '../api.ts'
import { PUBLISHED, semesterStart, useChoices } from './words.ts'

type RatePanelProps = {
  /** What is missing, filled in; null for any rate. */
  readonly missing: { readonly series: string; readonly semester: string } | null
  readonly onClose: () => void
}

const CERTAINTIES = ['A', 'B', 'C', 'M'] as const

/** Adds a rate somebody read in a publication: its source is asked for, its author is who signed in. */
export function RatePanel({ missing, onClose }: RatePanelProps): ReactNode {
  const t = web.useText('terms')
  const { today, name } = web.useSession()
  const published = useChoices('series', PUBLISHED)
  const certainties = useChoices('certainty', CERTAINTIES)
  const [series, setSeries] = useState(missing?.series ?? 'ecb-anchor')
  const [from, setFrom] = useState<Day>(missing ? day(semesterStart(missing.semester)) : today)
  const [to, setTo] = useState<Day | null>(null)
  const [rate, setRate] = useState('')
  const [source, setSource] = useState('')
  const [certainty, setCertainty] = useState<(typeof CERTAINTIES)[number]>('B')
  const add = web.useAct(addRate, { done: () => t('done.rate'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('addRate')}
      submit={t('addRate')}
      busy={add.isPending}
      error={add.error && <web.Problem error={add.error} />}
      onSubmit={() => add.mutate({ body: { series, from, ...(to && { to }), rate, source, certainty } })}
    >
      <p className="soft">{t('rates.forEverybody')}</p>
      <NativeSelect
        label={t('rates.series')}
        data={published}
        value={series}
        onChange={event => setSeries(event.currentTarget.value)}
      />
      <div className="form-row">
        <web.DayInput label={t('from.label')} required value={from} onChange={value => setFrom(value ?? from)} />
        <web.DayInput label={t('untilIfKnown')} value={to} onChange={setTo} />
      </div>
      <TextInput
        label={t('rates.rate')}
        description={t('rates.rateHint')}
        required
        inputMode="decimal"
        rightSection="%"
        data-autofocus
        value={rate}
        onChange={event => setRate(event.currentTarget.value)}
      />
      <Textarea
        label={t('rates.source')}
        description={t('rates.sourceHint')}
        required
        autosize
        minRows={3}
        maxLength={1000}
        value={source}
        onChange={event => setSource(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('rates.certainty')}
        data={certainties}
        value={certainty}
        onChange={event => setCertainty(event.currentTarget.value as (typeof CERTAINTIES)[number])}
      />
      <web.KeyValue items={[{ label: t('author'), value: name }]} />
    </web.SidePanel>
  )
}
