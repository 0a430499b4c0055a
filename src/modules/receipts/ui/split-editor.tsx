import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { ActionIcon, Button, Checkbox, Group } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Answer } from '#kernel/contract.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { findPayable } from '../api.ts'
import { minor, shown } from './amounts.ts'
import { Pick } from './pick.tsx'
import type { Sitting } from './sitting.ts'
import type { Receipt } from './words.ts'

type Payable = Answer<typeof findPayable>['items'][number]
type Share = {
  readonly id: string
  readonly number: string
  readonly customer: { readonly id: string; readonly name: string }
  readonly open: MoneyJson
  readonly amount: MoneyJson | null
  /** What is not paid is given up. */
  readonly closes: boolean
}

type EditorProps = { readonly line: Receipt; readonly sitting: Sitting; readonly onLeave: () => void }

/** Spreads a line over invoices by hand: search, Enter, correct the amounts, Ctrl+Enter. */
export function SplitEditor({ line, sitting, onLeave }: EditorProps): ReactNode {
  const t = web.useText('receipts')
  const [shares, setShares] = useState<readonly Share[]>(() => sharesOf(line))
  const [keeps, setKeeps] = useState(false)
  const free = minor(line.free) + minor(line.onAccount)
  const spent = shares.reduce((sum, { amount }) => sum + (amount === null ? 0n : minor(amount)), 0n)
  const rest = free - spent
  const [owner] = [...new Map(shares.map(({ customer }) => [customer.id, customer])).values()]
  const customer = owner ?? line.customer
  const change = (id: string, more: Partial<Share>): void =>
    setShares(shares.map(share => (share.id === id ? { ...share, ...more } : share)))
  const add = (item: Payable): void => {
    const open = minor(item.open)
    const amount = open < 0n || open < rest ? open : rest > 0n ? rest : 0n
    setShares([...shares, { ...item, amount: shown(amount, item.open.currency), closes: false }])
  }
  const ready = shares.length > 0 && rest >= 0n && shares.every(({ amount }) => amount !== null)
  const send = (event?: FormEvent): void => {
    event?.preventDefault()
    if (!ready) return
    onLeave()
    sitting.split(line, shares.map(partOf), keeps && customer && rest > 0n ? { customer: customer.id } : undefined)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
  }
  return (
    <web.Section title={t('split.title')}>
      <form className="stack" onSubmit={send} onKeyDown={onKey}>
        <PayableSearch line={line} taken={shares} onPick={add} onLeave={onLeave} />
        {shares.map(share => (
          <ShareRow
            key={share.id}
            share={share}
            onChange={more => change(share.id, more)}
            onRemove={() => setShares(shares.filter(one => one.id !== share.id))}
          />
        ))}
        <p role="status" data-wrong={rest < 0n} className="split-rest">
          {rest < 0n ? t('split.tooMuch') : t('split.rest')}{' '}
          <web.Amount value={shown(rest, line.amount.currency)} zero="show" />
        </p>
        {rest > 0n && shares.length > 0 && customer && (
          <Checkbox
            label={t('split.keep', { name: customer.name })}
            checked={keeps}
            onChange={event => setKeeps(event.currentTarget.checked)}
          />
        )}
        <Group gap="sm">
          <Button type="submit" disabled={!ready} rightSection={<web.Key letter="Ctrl ↵" />}>
            {t('split.submit')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('leave')}
          </Button>
        </Group>
      </form>
    </web.Section>
  )
}

// What is proposed is where one starts from.
function sharesOf(line: Receipt): Share[] {
  return line.parts
    .filter(part => part.kind === 'receipt')
    .map(({ invoice, customer, amount }) => {
      const closes = line.parts.some(part => part.kind === 'write-off' && part.invoice.id === invoice.id)
      return { id: invoice.id, number: invoice.number, customer, open: invoice.open, amount, closes }
    })
}

function partOf({ id, open, amount, closes }: Share) {
  const paid = amount ?? { ...open, amount: '0' }
  const left = shown(minor(open) - minor(paid), open.currency)
  return { invoice: id, amount: paid.amount, writeOff: closes ? left.amount : '0' }
}

type SearchProps = {
  readonly line: Receipt
  readonly taken: readonly Share[]
  readonly onPick: (item: Payable) => void
  readonly onLeave: () => void
}

function PayableSearch({ line, taken, onPick, onLeave }: SearchProps): ReactNode {
  const t = web.useText('receipts')
  const [q, setQ] = useState('')
  const own = q === '' && line.customer ? { customer: line.customer.id } : {}
  const found = web.useAnswer(findPayable, { params: { line: line.id }, query: { q, ...own } })
  const items = (found.data?.items ?? []).filter(item => taken.every(share => share.id !== item.id)).slice(0, 8)
  return (
    <Pick
      label={t('split.search')}
      hint={t('split.hint')}
      items={items}
      onSearch={setQ}
      keyOf={item => item.id}
      onPick={onPick}
      onLeave={onLeave}
      nothing={found.isPending ? null : <p className="soft">{t('split.nothing')}</p>}
      row={item => (
        <>
          <span className="pick-main">
            {item.number} <span className="soft">{item.customer.name}</span>
          </span>
          <span className="pick-side">
            {item.sameAmount && <web.Tag tone="received">{t('split.same')}</web.Tag>}
            <web.Lateness dueOn={item.dueOn} />
            <web.Amount value={item.open} />
          </span>
        </>
      )}
    />
  )
}

type ShareProps = {
  readonly share: Share
  readonly onChange: (more: Partial<Share>) => void
  readonly onRemove: () => void
}

function ShareRow({ share, onChange, onRemove }: ShareProps): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const { number, customer, open, amount, closes } = share
  const left = amount === null ? 0n : minor(open) - minor(amount)
  const some = web.amountText(shown(left, open.currency), language)
  return (
    <div className="share">
      <web.AmountInput
        label={t('split.share', { number, name: customer.name, open: web.amountText(open, language) })}
        currency={open.currency}
        value={amount}
        onChange={value => onChange({ amount: value })}
        required
      />
      <ActionIcon variant="subtle" size="lg" aria-label={t('split.remove', { number })} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {left > 0n && (
        <Checkbox
          size="xs"
          label={t('split.closes', { amount: some })}
          checked={closes}
          onChange={event => onChange({ closes: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}
