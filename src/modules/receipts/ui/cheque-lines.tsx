import type { ReactNode } from 'react'
import { Radio } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import type { findChequeLines } from '../cheque-api.ts'

/** The bank line is not known, or has not come yet. */
export const NO_LINE = ''

type LineChoiceProps = {
  readonly way: 'in' | 'back'
  readonly lines: Answer<typeof findChequeLines>['items']
  readonly value: string
  readonly onChange: (line: string) => void
}

/** The bank lines that may be it, the likeliest first; or none that is known. */
export function LineChoice({ way, lines, value, onChange }: LineChoiceProps): ReactNode {
  const t = web.useText('receipts')
  return (
    <Radio.Group label={t(`cheque.lines.${way}`)} value={value} onChange={onChange}>
      <div className="line-choices">
        {lines.map(line => (
          <Radio
            key={line.id}
            value={line.id}
            label={
              <span className="line">
                <web.Amount value={line.amount} tone="strong" />
                <web.DayText value={line.bookedOn} />
                <web.Tag tone={line.fits === 'part' ? 'neutral' : 'brand'}>
                  {t(`cheque.lines.fits.${line.fits}`)}
                </web.Tag>
                <span className="soft">{line.text}</span>
              </span>
            }
          />
        ))}
        <Radio value={NO_LINE} label={t(`cheque.lines.none.${way}`)} />
      </div>
    </Radio.Group>
  )
}
