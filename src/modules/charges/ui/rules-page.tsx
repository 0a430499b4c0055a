import { useState, type ReactNode } from 'react'
import { Button, Group, NativeSelect, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { readChargeRules, saveChargeRules } from '../api.ts'

type Rules = Answer<typeof readChargeRules>
type Choice = Rules['segments'][number]['choice']
type Limit = Rules['limits'][number]

const CHOICES = ['show', 'claim', 'silent'] as const

/** Settings: what reminders of each segment do with charges, and how much each role may give up. */
export function ChargeRules(): ReactNode {
  const asked = web.useAnswer(readChargeRules, {})
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton height={280} />
  return (
    <>
      <SegmentChoices rules={asked.data} />
      <Limits rules={asked.data} />
    </>
  )
}

function SegmentChoices({ rules }: { readonly rules: Rules }): ReactNode {
  const t = web.useText('charges')
  const may = web.useMay(['credit-manager', 'administrator'])
  const [draft, setDraft] = useState<Readonly<Record<string, Choice>>>({})
  const save = web.useAct(saveChargeRules, { done: () => t('rulesSaved'), after: () => setDraft({}), quiet: true })
  const changed = Object.keys(draft).length > 0
  return (
    <web.Section title={t('rulesTitle')}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          save.mutate({ body: { segments: Object.entries(draft).map(([id, choice]) => ({ id, choice })) } })
        }}
      >
        <ul className="plain-list">
          {CHOICES.map(choice => (
            <li key={choice}>
              <strong>{t(`choiceOf.${choice}`)}</strong> <span className="soft">{t(`choiceMeans.${choice}`)}</span>
            </li>
          ))}
        </ul>
        <div className="form-grid">
          {rules.segments.map(segment => (
            <NativeSelect
              key={segment.id}
              label={segment.name}
              disabled={!may}
              value={draft[segment.id] ?? segment.choice}
              data={CHOICES.map(value => ({ value, label: t(`choiceOf.${value}`) }))}
              onChange={event => {
                const chosen = CHOICES.find(one => one === event.currentTarget.value) ?? 'show'
                setDraft({ ...draft, [segment.id]: chosen })
              }}
            />
          ))}
        </div>
        {save.error && <web.Problem error={save.error} />}
        {may && <SaveRow changed={changed} busy={save.isPending} onGiveUp={() => setDraft({})} />}
      </form>
    </web.Section>
  )
}

function Limits({ rules }: { readonly rules: Rules }): ReactNode {
  const t = web.useText('charges')
  const may = web.useMay(['administrator'])
  const language = web.useLanguage()
  const [draft, setDraft] = useState<Readonly<Partial<Record<Limit['role'], MoneyJson | null>>>>({})
  const save = web.useAct(saveChargeRules, { done: () => t('rulesSaved'), after: () => setDraft({}), quiet: true })
  const changed = Object.keys(draft).length > 0
  const valueOf = ({ role, amount }: Limit): MoneyJson | null => (role in draft ? (draft[role] ?? null) : amount)
  return (
    <web.Section title={t('limitsTitle')}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          const limits = rules.limits
            .filter(limit => limit.role in draft)
            .map(({ role }) => ({ role, amount: draft[role]?.amount ?? null }))
          save.mutate({ body: { limits } })
        }}
      >
        <p className="soft">{t('limitsWords')}</p>
        {may ? (
          <div className="form-grid">
            {rules.limits.map(limit => (
              <web.AmountInput
                key={limit.role}
                label={t(`role.${limit.role}`)}
                currency="EUR"
                value={valueOf(limit)}
                onChange={amount => setDraft({ ...draft, [limit.role]: amount })}
              />
            ))}
          </div>
        ) : (
          <web.KeyValue
            items={rules.limits.map(({ role, amount }) => ({
              label: t(`role.${role}`),
              value: amount === null ? t('noLimit') : web.amountText(amount, language),
            }))}
          />
        )}
        {save.error && <web.Problem error={save.error} />}
        {may && <SaveRow changed={changed} busy={save.isPending} onGiveUp={() => setDraft({})} />}
      </form>
    </web.Section>
  )
}

function SaveRow(props: {
  readonly changed: boolean
  readonly busy: boolean
  readonly onGiveUp: () => void
}): ReactNode {
  const t = web.useText('charges')
  return (
    <Group gap="sm">
      <Button type="submit" disabled={!props.changed} loading={props.busy}>
        {t('save')}
      </Button>
      {props.changed && (
        <Button variant="default" onClick={props.onGiveUp}>
          {t('giveUp')}
        </Button>
      )}
    </Group>
  )
}
