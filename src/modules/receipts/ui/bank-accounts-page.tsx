import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, NativeSelect, NumberInput, Skeleton, TextInput } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { changeBankAccount, listBankAccounts } from '../api.ts'
import { MatchingRules } from './matching-rules.tsx'
import { Statements } from './statements.tsx'
import { spaced } from './words.ts'

type Account = Answer<typeof listBankAccounts>['items'][number]

/** Settings: our bank accounts as the statements show them, how far they are known, and what matching may do alone. */
export function BankAccountsPage(): ReactNode {
  const t = web.useText('receipts')
  const state = web.useListState(['account'])
  const asked = web.useAnswer(listBankAccounts, {})
  const [edited, edit] = useState<Account | null>(null)
  web.useLive([listBankAccounts])
  const accounts = asked.data?.items ?? []
  const shown = accounts.find(one => one.id === state.filters['account'])
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.isPending) return <Skeleton height={160} />
  return (
    <>
      <web.Section title={t('accounts.title')}>
        {accounts.length === 0 ? (
          <web.EmptyState
            title={t('accounts.none')}
            hint={t('accounts.noneHint')}
            action={<web.Go to={web.paths.receipts({ files: 'new' })}>{t('files.drop')}</web.Go>}
          />
        ) : (
          <Accounts accounts={accounts} onEdit={edit} />
        )}
      </web.Section>
      {shown && <Statements account={shown} />}
      <MatchingRules />
      {edited && <AccountPanel key={edited.id} account={edited} onClose={() => edit(null)} />}
    </>
  )
}

type AccountsProps = { readonly accounts: readonly Account[]; readonly onEdit: (account: Account) => void }

function Accounts({ accounts, onEdit }: AccountsProps): ReactNode {
  const t = web.useText('receipts')
  const may = web.useMay(['administrator'])
  const columns: web.Column<Account>[] = [
    { id: 'account', header: t('account'), cell: account => <AccountName account={account} /> },
    {
      id: 'known',
      header: t('column.knownTo'),
      phone: 'under',
      cell: account => <Freshness account={account} />,
    },
    {
      id: 'closing',
      header: t('column.closing'),
      align: 'end',
      phone: 'side',
      cell: account => <web.Amount value={account.closing} zero="show" />,
    },
    { id: 'gaps', header: t('column.gaps'), align: 'end', cell: account => <Gaps account={account} /> },
    {
      id: 'waiting',
      header: t('column.waiting'),
      align: 'end',
      cell: account =>
        account.waiting === 0 ? (
          <span className="soft">–</span>
        ) : (
          <web.Go to={web.paths.receipts({ account: account.id })}>{account.waiting}</web.Go>
        ),
    },
    ...(may
      ? [
          {
            id: 'edit',
            header: '',
            phone: 'side' as const,
            cell: (account: Account) => (
              <Button variant="subtle" size="compact-sm" onClick={() => onEdit(account)}>
                {t('edit')}
                <span className="only-read">{account.label ?? spaced(account.number)}</span>
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <web.MoneyTable stacked caption={t('accounts.title')} columns={columns} rows={accounts} keyOf={one => one.id} />
  )
}

function AccountName({ account }: { readonly account: Account }): ReactNode {
  const t = web.useText('receipts')
  const { label, number, creditor } = account
  return (
    <>
      <web.Go to={web.paths.bankAccounts({ account: account.id })}>
        <span className="figures">{label ?? spaced(number)}</span>
      </web.Go>
      <div className="soft">
        {creditor?.code ?? <web.Tag tone="caution">{t('accounts.nobody')}</web.Tag>}
        {label !== null && ` · ${spaced(number)}`}
      </div>
    </>
  )
}

/** How far the account is known; too old, and reminders wait. */
function Freshness({ account }: { readonly account: Account }): ReactNode {
  const t = web.useText('receipts')
  if (account.knownTo === null) return <span className="soft">{t('accounts.noStatement')}</span>
  return (
    <span className="line">
      <web.DayText value={account.knownTo} />
      {!account.fresh && <web.Tag tone="caution">{t('accounts.stale', { count: account.rhythmDays })}</web.Tag>}
    </span>
  )
}

function Gaps({ account }: { readonly account: Account }): ReactNode {
  const t = web.useText('receipts')
  if (account.statements === 0) return null
  if (account.gaps === 0) return <span className="soft">{t('accounts.continuous')}</span>
  return <web.Tag tone="refused">{t('accounts.gaps', { count: account.gaps })}</web.Tag>
}

function AccountPanel({ account, onClose }: { readonly account: Account; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receipts')
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const [label, setLabel] = useState(account.label ?? '')
  const [creditor, setCreditor] = useState(account.creditor?.id ?? '')
  const [rhythmDays, setRhythm] = useState<number | ''>(account.rhythmDays)
  const change = web.useAct(changeBankAccount, { done: () => t('accounts.saved'), after: onClose, quiet: true })
  const save = (): void => {
    if (rhythmDays === '') return
    const body = {
      label: label.trim() === '' ? null : label.trim(),
      creditor: creditor === '' ? null : creditor,
      rhythmDays,
    }
    change.mutate({ params: { account: account.id }, body })
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={spaced(account.number)}
      submit={t('save')}
      busy={change.isPending}
      error={change.error && <web.Problem error={change.error} />}
      onSubmit={save}
    >
      <TextInput
        label={t('accounts.label')}
        description={t('accounts.labelHint')}
        maxLength={100}
        data-autofocus
        value={label}
        onChange={(event: FormEvent<HTMLInputElement>) => setLabel(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('accounts.owner')}
        value={creditor}
        onChange={event => setCreditor(event.currentTarget.value)}
        data={[
          { value: '', label: t('accounts.nobody') },
          ...creditors.map(one => ({ value: one.id, label: one.name })),
        ]}
      />
      <NumberInput
        label={t('accounts.rhythm')}
        description={t('accounts.rhythmHint')}
        min={1}
        max={366}
        required
        hideControls
        allowDecimal={false}
        value={rhythmDays}
        onChange={value => setRhythm(typeof value === 'number' ? value : '')}
      />
    </web.SidePanel>
  )
}
