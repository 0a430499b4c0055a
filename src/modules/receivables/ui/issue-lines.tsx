import type { ReactNode } from 'react'
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import * as web from '#web/index.ts'

/** A line as it is typed; `vat` is a rate, or the UNCL5305 category of a line without one. */
export type DraftLine = {
  readonly name: string
  readonly quantity: string
  readonly price: string
  readonly vat: string
}

export const NEW_LINE: DraftLine = { name: '', quantity: '1', price: '', vat: '20' }
/** Rates of France and Belgium, then the categories without a rate. */
const VATS = ['20', '10', '5.5', '2.1', '21', '12', '6', 'E', 'AE', 'O']

type LinesProps = {
  readonly lines: readonly DraftLine[]
  /** A debit note has amounts only. */
  readonly debit: boolean
  readonly onChange: (lines: readonly DraftLine[]) => void
}

/** The lines of a document to issue. */
export function IssueLines({ lines, debit, onChange }: LinesProps): ReactNode {
  const t = web.useText('receivables')
  return (
    <div role="group" aria-label={t('lines')} className="stack">
      {lines.map((line, at) => (
        <OneLine
          // A line is its place: nothing else tells two empty ones apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          line={line}
          rank={at + 1}
          debit={debit}
          onChange={part => onChange(lines.map((one, index) => (index === at ? { ...one, ...part } : one)))}
          onRemove={lines.length > 1 ? () => onChange(lines.filter((_, index) => index !== at)) : null}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          className="quiet"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...lines, { ...NEW_LINE, vat: lines.at(-1)?.vat ?? NEW_LINE.vat }])}
        >
          {t('addLine')}
        </Button>
      </div>
    </div>
  )
}

function OneLine(props: {
  readonly line: DraftLine
  readonly rank: number
  readonly debit: boolean
  readonly onChange: (part: Partial<DraftLine>) => void
  readonly onRemove: (() => void) | null
}): ReactNode {
  const t = web.useText('receivables')
  const { line, debit, onChange } = props
  const decimal = (name: 'quantity' | 'price', label: string): ReactNode => (
    <TextInput
      label={label}
      required
      inputMode="decimal"
      classNames={{ input: 'figures' }}
      value={line[name].replace('.', ',')}
      onChange={event =>
        onChange({ [name]: event.currentTarget.value.replace(',', '.').replace(/[\s\u00a0\u202f]/g, '') })
      }
    />
  )
  return (
    <div role="group" aria-label={`${t('lines')} ${props.rank}`} className="stack">
      <TextInput
        label={t('lineName')}
        required
        maxLength={500}
        value={line.name}
        onChange={event => onChange({ name: event.currentTarget.value })}
        {...(props.onRemove && {
          rightSection: (
            <ActionIcon variant="subtle" aria-label={t('removeLine', { line: props.rank })} onClick={props.onRemove}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          ),
        })}
      />
      <div className="form-grid">
        {!debit && decimal('quantity', t('quantity'))}
        {decimal('price', debit ? t('debitAmount') : t('price'))}
        {!debit && (
          <NativeSelect
            label={t('vat')}
            value={line.vat}
            data={VATS.map(value => ({ value, label: vatLabel(t, value) }))}
            onChange={event => onChange({ vat: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  )
}

function vatLabel(t: web.Text, value: string): string {
  return /^\d/.test(value) ? t('vatOf.S', { rate: value.replace('.', ',') }) : t(`vatOf.${value}`)
}
