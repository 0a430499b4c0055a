import type { ReactNode } from 'react'
import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { parseDay, type Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { rowsOf, textOfRows, type DatedRow, type Field, type Fields } from './question-state.ts'

const COUNTRIES = 'FR BE LU NL DE ES IT PT IE AT CH GB PL SE DK FI CZ GR HU RO BG HR SI SK EE LV LT CY MT US'.split(' ')
const CURRENCIES = ['EUR', 'GBP', 'CHF', 'USD']

export type Form = {
  readonly fields: Fields
  readonly change: (part: Partial<Record<Field, string>>) => void
}

/** Everything a debt may have: price, days, payments, parties, rates, events, and the method where one may choose. */
export function QuestionForm(form: Form): ReactNode {
  const t = web.useText('charges')
  return (
    <form className="stack" onSubmit={event => event.preventDefault()} aria-label={t('question')}>
      <Debt {...form} />
      <Rows {...form} name="payments" title={t('payments')} add={t('addPayment')} value={t('amount')} />
      <Rows {...form} name="creditNotes" title={t('creditNotes')} add={t('addCreditNote')} value={t('amount')} />
      <Parties {...form} />
      <Rates {...form} />
      <Events {...form} />
      <Method {...form} />
    </form>
  )
}

function Debt({ fields, change }: Form): ReactNode {
  const t = web.useText('charges')
  const currency = fields['currency'] ?? 'EUR'
  return (
    <>
      <div className="form-grid">
        <web.AmountInput
          label={t('principal')}
          required
          currency={currency}
          value={amountIn(fields['principal'], currency)}
          onChange={value => change({ principal: value?.amount ?? '' })}
        />
        <Choice form={{ fields, change }} name="currency" label={t('currency')} values={CURRENCIES} fallback="EUR" />
        <DayField form={{ fields, change }} name="due" label={t('due')} required />
      </div>
      <div className="form-grid">
        <DayField form={{ fields, change }} name="asOf" label={t('asOf')} />
        <DayField form={{ fields, change }} name="paid" label={t('paid')} />
      </div>
    </>
  )
}

function amountIn(amount: string | undefined, currency: string) {
  return amount === undefined || amount === '' ? null : { amount, currency }
}

function Parties(form: Form): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const shown = (code: string): string => names.of(code) ?? code
  return (
    <div className="form-grid">
      <Choice
        form={form}
        name="customer"
        label={t('customerKind')}
        values={['business', 'public', 'consumer', 'unknown']}
        fallback="unknown"
        words={value => t(`customerKindOf.${value}`)}
      />
      <Choice
        form={form}
        name="creditorCountry"
        label={t('creditorCountry')}
        values={COUNTRIES}
        fallback="FR"
        words={shown}
      />
      <Choice
        form={form}
        name="customerCountry"
        label={t('customerCountry')}
        values={COUNTRIES}
        fallback={form.fields['creditorCountry'] ?? 'FR'}
        words={shown}
      />
    </div>
  )
}

function Rates(form: Form): ReactNode {
  const t = web.useText('charges')
  const { fields, change } = form
  const belgian = fields['creditorCountry'] === 'BE'
  return (
    <>
      <div className="form-grid">
        <TextInput
          label={t('contractRate')}
          description={t('contractRateHint')}
          inputMode="decimal"
          classNames={{ input: 'figures' }}
          rightSection={<span className="soft">%</span>}
          value={(fields['contractRate'] ?? '').replace('.', ',')}
          onChange={event => change({ contractRate: event.currentTarget.value.replace(',', '.').trim() })}
        />
        {fields['contractRate'] && (
          <Choice
            form={form}
            name="belowFloor"
            label={t('belowFloor')}
            values={['contract', 'floor', 'default']}
            fallback="contract"
            words={value => t(`reading.belowFloor.${value}`)}
          />
        )}
        {belgian && <DayField form={form} name="contractDate" label={t('contractDate')} />}
      </div>
      <Rows {...form} name="rateLines" title={t('rateLines')} add={t('addRateLine')} value={t('ratePercent')} rate />
    </>
  )
}

function Events(form: Form): ReactNode {
  const t = web.useText('charges')
  const { fields, change } = form
  const currency = fields['currency'] ?? 'EUR'
  const belgian = (fields['customerCountry'] || fields['creditorCountry']) === 'BE'
  const consumer = (fields['customer'] ?? 'unknown') === 'consumer' || (fields['customer'] ?? 'unknown') === 'unknown'
  return (
    <>
      <div className="form-grid">
        <DayField form={form} name="formalNotice" label={t('formalNotice')} />
        <DayField form={form} name="insolvency" label={t('insolvency')} />
        <web.AmountInput
          label={t('disputed')}
          currency={currency}
          value={amountIn(fields['disputed'], currency)}
          onChange={value => change({ disputed: value?.amount ?? '' })}
        />
      </div>
      {belgian && consumer && (
        <>
          <div className="form-grid">
            <DayField form={form} name="reminder" label={t('reminder')} />
            <Choice
              form={form}
              name="reminderBy"
              label={t('reminderBy')}
              values={['post', 'email']}
              fallback="post"
              words={value => t(`reminderByOf.${value}`)}
            />
          </div>
          <Tick form={form} name="compensationClause" label={t('compensationClause')} />
          <Tick form={form} name="smallCreditor" label={t('smallCreditor')} />
        </>
      )}
    </>
  )
}

function Method(form: Form): ReactNode {
  const t = web.useText('charges')
  return (
    <>
      <div className="form-grid">
        <Choice
          form={form}
          name="convention"
          label={t('reading.convention.label')}
          values={['B', 'A']}
          fallback="B"
          words={value => t(`reading.convention.${value}`)}
        />
        <Choice
          form={form}
          name="base"
          label={t('reading.base.label')}
          values={['365', 'actual']}
          fallback="365"
          words={value => t(`reading.base.${value}`)}
        />
        <Choice
          form={form}
          name="imputation"
          label={t('reading.imputation.label')}
          values={['lower', 'interest-first', 'principal-first']}
          fallback="lower"
          words={value => t(`reading.imputation.${value}`)}
        />
      </div>
      <Tick form={form} name="compound" label={t('compound')} />
    </>
  )
}

type Named = { readonly form: Form; readonly name: Field; readonly label: string }

function DayField({ form, name, label, required = false }: Named & { readonly required?: boolean }): ReactNode {
  const { fields, change } = form
  const read = parseDay(fields[name] ?? '')
  return (
    <web.DayInput
      label={label}
      required={required}
      value={read.ok ? read.value : null}
      onChange={value => change({ [name]: value ?? '' })}
    />
  )
}

function Choice(
  props: Named & {
    readonly values: readonly string[]
    readonly fallback: string
    readonly words?: (value: string) => string
  },
): ReactNode {
  const { form, name, label, values, fallback, words = value => value } = props
  const value = form.fields[name] || fallback
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[...new Set([...values, value])].map(one => ({ value: one, label: words(one) }))}
      onChange={event => {
        const chosen = event.currentTarget.value
        form.change({ [name]: chosen === fallback && name !== 'customerCountry' ? '' : chosen })
      }}
    />
  )
}

function Tick({ form, name, label }: Named): ReactNode {
  return (
    <Checkbox
      label={label}
      checked={form.fields[name] === '1'}
      onChange={event => form.change({ [name]: event.currentTarget.checked ? '1' : '' })}
    />
  )
}

type RowsProps = Form & {
  readonly name: 'payments' | 'creditNotes' | 'rateLines'
  readonly title: string
  readonly add: string
  readonly value: string
  readonly rate?: boolean
}

/** Dated lines: part payments, credit notes, rates from a day on. */
function Rows({ fields, change, name, title, add, value, rate = false }: RowsProps): ReactNode {
  const rows = rowsOf(fields[name])
  const write = (next: readonly DatedRow[]): void => change({ [name]: textOfRows(next) })
  const set = (at: number, part: Partial<DatedRow>): void =>
    write(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  return (
    <div role="group" aria-label={title} className="stack">
      {rows.map((row, at) => (
        <OneRow
          // A row is its place: nothing else tells two unfinished ones apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          row={row}
          label={`${title} ${at + 1}`}
          value={value}
          rate={rate}
          currency={fields['currency'] ?? 'EUR'}
          onChange={part => set(at, part)}
          onRemove={() => write(rows.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          className="quiet"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => write([...rows, { on: '', value: '' }])}
        >
          {add}
        </Button>
      </div>
    </div>
  )
}

function OneRow(props: {
  readonly row: DatedRow
  readonly label: string
  readonly value: string
  readonly rate: boolean
  readonly currency: string
  readonly onChange: (part: Partial<DatedRow>) => void
  readonly onRemove: () => void
}): ReactNode {
  const t = web.useText('charges')
  const { row, label, currency } = props
  const read = parseDay(row.on)
  const on: Day | null = read.ok ? read.value : null
  return (
    <div className="row-with-button" role="group" aria-label={label}>
      <web.DayInput label={t('on')} value={on} onChange={value => props.onChange({ on: value ?? '' })} />
      {props.rate ? (
        <TextInput
          label={props.value}
          inputMode="decimal"
          classNames={{ input: 'figures' }}
          value={row.value.replace('.', ',')}
          onChange={event => props.onChange({ value: event.currentTarget.value.replace(',', '.').trim() })}
        />
      ) : (
        <web.AmountInput
          label={props.value}
          currency={currency}
          value={amountIn(row.value, currency)}
          onChange={value => props.onChange({ value: value?.amount ?? '' })}
        />
      )}
      <ActionIcon variant="subtle" size="lg" aria-label={t('removeRow', { label })} onClick={props.onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
