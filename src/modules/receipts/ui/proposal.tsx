import type { ReactNode } from 'react'
import { IconCheck, IconAlertTriangle } from '@tabler/icons-react'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { minor, shown } from './amounts.ts'
import { SlipCredit } from './slip-credit.tsx'
import { isProposed, useEvidenceText, type Receipt } from './words.ts'

const TONES = { certain: 'received', likely: 'brand', 'to-sort': 'caution' } as const

/** How sure the machine is, in one word. */
export function VerdictTag({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  if (line.verdict === null || line.amount.amount.startsWith('-')) return null
  return <web.Tag tone={TONES[line.verdict]}>{t(`verdict.${line.verdict}`)}</web.Tag>
}

/** What is proposed for a line: for whom, why and why not, and what each invoice would get. */
export function Proposal({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.Section title={t('proposal')} aside={<VerdictTag line={line} />}>
      <div className="stack">
        {line.customer && (
          <p>
            <web.Go to={web.paths.customer(line.customer.id as CustomerId)}>{line.customer.name}</web.Go>{' '}
            <span className="soft">{line.customer.ref}</span>
          </p>
        )}
        <Reasons line={line} />
        {line.slip && <SlipCredit slip={line.slip} differs={line.verdict === 'to-sort'} />}
        {!line.slip && isProposed(line) && <Parts line={line} />}
        {!line.slip && !isProposed(line) && <p className="soft">{t('nothingProposed')}</p>}
      </div>
    </web.Section>
  )
}

/** What speaks for it and against it, in sentences. */
function Reasons({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  const text = useEvidenceText()
  const said = line.evidence.map(one => ({ supports: one.supports, words: text(one, line.amount.currency) }))
  const sentences = [...new Map(said.map(one => [one.words, one])).values()]
  if (sentences.length === 0) return null
  return (
    <ul className="reasons" aria-label={t('reasons')}>
      {sentences
        .toSorted((a, b) => Number(b.supports) - Number(a.supports))
        .map(({ supports, words }) => (
          <li key={words} data-supports={supports}>
            {supports ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
            <span className="only-read">{supports ? t('for') : t('against')}</span>
            <span>{words}</span>
          </li>
        ))}
    </ul>
  )
}

type Row = {
  readonly key: string
  readonly invoice: Receipt['parts'][number]['invoice'] | null
  readonly customer: Receipt['parts'][number]['customer'] | null
  readonly rule: string | null
  readonly paid: bigint
  readonly givenUp: bigint
  readonly settled: boolean
}

// Money and what is given up of one invoice are one row.
function rowsOf(line: Receipt): Row[] {
  const rows = new Map<string, Row>()
  for (const { invoice, customer, kind, amount, rule } of line.parts) {
    const known = rows.get(invoice.id)
    const value = minor(amount)
    rows.set(invoice.id, {
      key: invoice.id,
      invoice,
      customer,
      rule: kind === 'write-off' ? (known?.rule ?? null) : rule,
      paid: (known?.paid ?? 0n) + (kind === 'write-off' ? 0n : value),
      givenUp: (known?.givenUp ?? 0n) + (kind === 'write-off' ? value : 0n),
      settled: kind === 'settled',
    })
  }
  const kept = minor(line.proposedOnAccount)
  if (kept !== 0n) {
    const bare = { invoice: null, rule: null, givenUp: 0n, settled: false }
    rows.set('on-account', { ...bare, key: 'on-account', customer: line.customer, paid: kept })
  }
  return [...rows.values()]
}

const SAID_RULES = new Set(['due-oldest', 'not-due', 'proportional', 'discount', 'bank-fee', 'small'])

function Parts({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  const { currency } = line.amount
  const rows = rowsOf(line)
  const several = new Set(rows.map(row => row.customer?.id)).size > 1
  const money = (value: bigint): MoneyJson => shown(value, currency)
  const left = (row: Row): bigint => (row.invoice ? minor(row.invoice.open) - row.paid - row.givenUp : 0n)
  const columns: web.Column<Row>[] = [
    { id: 'item', header: t('column.item'), cell: row => <Item row={row} several={several} currency={currency} /> },
    {
      id: 'due',
      header: t('column.due'),
      phone: 'under',
      cell: row => row.invoice && <Due dueOn={row.invoice.dueOn} settled={row.settled} />,
    },
    {
      id: 'open',
      header: t('column.open'),
      align: 'end',
      cell: row => row.invoice && <web.Amount value={row.invoice.open} />,
    },
    {
      id: 'paid',
      header: t('column.paid'),
      align: 'end',
      phone: 'side',
      total: <web.Amount value={money(rows.reduce((sum, row) => sum + row.paid, 0n))} />,
      cell: row => <web.Amount value={money(row.paid)} tone="received" />,
    },
    {
      id: 'left',
      header: t('column.left'),
      align: 'end',
      phone: 'side',
      cell: row => row.invoice && !row.settled && <web.Amount value={money(left(row))} />,
    },
  ]
  return <web.MoneyTable stacked caption={t('wouldPay')} columns={columns} rows={rows} keyOf={row => row.key} />
}

type ItemProps = { readonly row: Row; readonly several: boolean; readonly currency: string }

function Item({ row, several, currency }: ItemProps): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  if (!row.invoice) return <span>{t('keptOnAccount', { name: row.customer?.name ?? '' })}</span>
  const amount = web.amountText(shown(row.givenUp, currency), language)
  const notes = [
    ...(several && row.customer ? [row.customer.name] : []),
    ...(row.settled ? [t('rule.settled')] : []),
    ...(row.rule !== null && SAID_RULES.has(row.rule) ? [t(`rule.${row.rule}`)] : []),
    ...(row.givenUp === 0n ? [] : [t('givenUp', { amount })]),
  ]
  return (
    <>
      <web.Go to={web.paths.invoice(row.invoice.id as InvoiceId)}>{row.invoice.number}</web.Go>
      {notes.length > 0 && <div className="soft">{notes.join(' · ')}</div>}
    </>
  )
}

function Due(props: { readonly dueOn: Receipt['bookedOn']; readonly settled: boolean }): ReactNode {
  return (
    <span className="line">
      <web.DayText value={props.dueOn} form="short" />
      {!props.settled && <web.Lateness dueOn={props.dueOn} />}
    </span>
  )
}
