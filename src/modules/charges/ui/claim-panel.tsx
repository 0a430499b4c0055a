import { useState, type ReactNode } from 'react'
import { Checkbox, NativeSelect } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { claimCharges } from '../api.ts'

type ClaimPanelProps = { readonly invoices: readonly string[]; readonly onClose: () => void }

/** Claims what is computed today on invoices of one customer, as a debit note. */
export function ClaimPanel({ invoices, onClose }: ClaimPanelProps): ReactNode {
  const t = web.useText('charges')
  const go = web.useGo()
  const { today } = web.useSession()
  const [kinds, setKinds] = useState<readonly ('interest' | 'fee')[]>(['interest', 'fee'])
  const [dueOn, setDueOn] = useState<Day | null>(null)
  const [method, setMethod] = useState<Readonly<Record<string, string>>>({})
  const claim = web.useAct(claimCharges, {
    quiet: true,
    done: answer => t('claimed', { number: answer.number }),
    after: answer => {
      onClose()
      go(web.paths.invoice(answer.item as InvoiceId))
    },
  })
  const choice = (name: 'convention' | 'base' | 'imputation' | 'belowFloor', values: readonly string[]) => (
    <NativeSelect
      label={t(`reading.${name}.label`)}
      value={method[name] ?? values[0] ?? ''}
      data={values.map(value => ({ value, label: t(`reading.${name}.${value}`) }))}
      onChange={event => setMethod({ ...method, [name]: event.currentTarget.value })}
    />
  )
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('claimTitle', { count: invoices.length })}
      submit={t('claim')}
      busy={claim.isPending}
      error={claim.error && <web.Problem error={claim.error} />}
      onSubmit={() =>
        claim.mutate({
          body: {
            invoices: [...invoices],
            form: 'debit-note',
            kinds: [...kinds],
            ...(dueOn && { dueOn }),
            choices: method,
          },
        })
      }
    >
      <p>{t('claimWords')}</p>
      <div role="group" aria-label={t('whatToClaim')} className="stack">
        {(['interest', 'fee'] as const).map(kind => (
          <Checkbox
            key={kind}
            label={t(`kind.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={event =>
              setKinds(event.currentTarget.checked ? [...kinds, kind] : kinds.filter(one => one !== kind))
            }
          />
        ))}
      </div>
      <web.DayInput label={t('claimDue')} value={dueOn} min={today} onChange={setDueOn} />
      <p className="soft">{t('claimMethod')}</p>
      {choice('convention', ['B', 'A'])}
      {choice('base', ['365', 'actual'])}
      {choice('imputation', ['lower', 'interest-first', 'principal-first'])}
      {choice('belowFloor', ['contract', 'floor', 'default'])}
    </web.SidePanel>
  )
}
