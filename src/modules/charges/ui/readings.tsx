import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { compareCharges } from '../calculator-api.ts'
import type { Question } from './question-state.ts'

type Reading = Answer<typeof compareCharges>['readings'][number]
type ReadingsProps = {
  readonly question: Question
  readonly onChoose: (choice: Reading['choice'], value: string) => void
}

/** Where the law leaves a choice: what each reading gives, and the one that is kept. The user decides, never we. */
export function Readings({ question, onChoose }: ReadingsProps): ReactNode {
  const t = web.useText('charges')
  const asked = web.useAnswer(compareCharges, { body: question })
  const readings = asked.data?.readings ?? []
  if (!asked.data) return null
  if (readings.length === 0) return <p className="soft">{t('readingsSame')}</p>
  const columns: web.Column<Reading>[] = [
    { id: 'choice', header: t('readingChoice'), cell: row => t(`reading.${row.choice}.label`) },
    { id: 'value', header: t('readingValue'), phone: 'under', cell: row => t(`reading.${row.choice}.${row.value}`) },
    {
      id: 'interest',
      header: t('interest'),
      align: 'end',
      cell: row => <web.Amount value={row.interest} zero="show" />,
    },
    {
      id: 'total',
      header: t('total'),
      align: 'end',
      phone: 'side',
      cell: row => <web.Amount value={row.total} zero="show" />,
    },
    {
      id: 'keep',
      header: '',
      align: 'end',
      phone: 'under',
      cell: row =>
        row.chosen ? (
          <web.Tag tone="brand">{t('readingKept')}</web.Tag>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('readingKeepOne', { reading: t(`reading.${row.choice}.${row.value}`) })}
            onClick={() => onChoose(row.choice, row.value)}
          >
            {t('readingKeep')}
          </Button>
        ),
    },
  ]
  return (
    <div className="stack">
      <web.MoneyTable
        stacked
        showCaption
        caption={t('readings')}
        columns={columns}
        rows={readings}
        keyOf={row => `${row.choice} ${row.value}`}
      />
      <p className="soft">{t('readingsWords')}</p>
    </div>
  )
}
