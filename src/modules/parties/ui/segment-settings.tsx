import { useState, type ReactNode } from 'react'
import { ActionIcon, Button, Checkbox, Group, Skeleton, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import * as web from '#web/index.ts'
import { listSegments, saveSegments } from '../api.ts'
import { KINDS, SIZES, type Segment } from './words.ts'

/** Settings: the segments, tried in this order; the first whose rule holds takes the customer. */
export function SegmentSettings(): ReactNode {
  const t = web.useText('parties')
  const may = web.useMay(['credit-manager', 'administrator'])
  const asked = web.useAnswer(listSegments, {})
  const [draft, setDraft] = useState<readonly Segment[] | null>(null)
  const save = web.useAct(saveSegments, { done: () => t('segment.saved'), after: () => setDraft(null), quiet: true })
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton height={240} />
  const segments = draft ?? asked.data.items
  const change = (index: number, more: Partial<Segment>): void =>
    setDraft(segments.map((segment, at) => (at === index ? { ...segment, ...more } : segment)))
  const items = segments.map(({ id, name, rule }) => ({ id, name, rule: mutable(rule) }))
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        save.mutate({ body: { items } })
      }}
    >
      <p className="soft">{t('segment.hint')}</p>
      {segments.map((segment, index) => (
        <OneSegment
          key={segment.id}
          segment={segment}
          rank={index + 1}
          may={may}
          onChange={more => change(index, more)}
          onMove={by => setDraft(moved(segments, index, by))}
          last={index === segments.length - 1}
        />
      ))}
      {save.error && <web.Problem error={save.error} />}
      {may && (
        <Group gap="sm">
          <Button type="submit" disabled={draft === null} loading={save.isPending}>
            {t('save')}
          </Button>
          {draft !== null && (
            <Button variant="default" onClick={() => setDraft(null)}>
              {t('giveUp')}
            </Button>
          )}
        </Group>
      )}
    </form>
  )
}

type OneProps = {
  readonly segment: Segment
  readonly rank: number
  readonly last: boolean
  readonly may: boolean
  readonly onChange: (more: Partial<Segment>) => void
  readonly onMove: (by: number) => void
}

function OneSegment({ segment, rank, last, may, onChange, onMove }: OneProps): ReactNode {
  const t = web.useText('parties')
  const { rule, name } = segment
  return (
    <web.Section
      title={t('segment.title', { rank, name })}
      aside={
        <span className="line">
          <span className="soft">{t('segment.customers', { count: segment.customers })}</span>
          {may && (
            <>
              <Move label={t('segment.up', { name })} disabled={rank === 1} onClick={() => onMove(-1)} up />
              <Move label={t('segment.down', { name })} disabled={last} onClick={() => onMove(1)} />
            </>
          )}
        </span>
      }
    >
      <div className="stack">
        <div className="form-row">
          <TextInput
            label={t('segment.name')}
            required
            disabled={!may}
            value={name}
            onChange={event => onChange({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('segment.countries')}
            placeholder={t('segment.anyCountry')}
            disabled={!may}
            value={rule.countries?.join(', ') ?? ''}
            onChange={event => onChange({ rule: withList(rule, 'countries', codesIn(event.currentTarget.value)) })}
          />
        </div>
        <Checks
          label={t('kindLabel')}
          disabled={!may}
          choices={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))}
          value={rule.kinds ?? []}
          onChange={kinds => onChange({ rule: withList(rule, 'kinds', kinds) })}
        />
        <Checks
          label={t('sizeLabel')}
          disabled={!may}
          choices={SIZES.map(value => ({ value, label: t(`size.${value}`) }))}
          value={rule.sizes ?? []}
          onChange={sizes => onChange({ rule: withList(rule, 'sizes', sizes) })}
        />
      </div>
    </web.Section>
  )
}

function Move(props: {
  readonly label: string
  readonly disabled: boolean
  readonly onClick: () => void
  readonly up?: boolean
}): ReactNode {
  const Icon = props.up ? IconArrowUp : IconArrowDown
  return (
    <ActionIcon variant="subtle" aria-label={props.label} disabled={props.disabled} onClick={props.onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}

function Checks(props: {
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly value: readonly string[]
  readonly onChange: (value: string[]) => void
  readonly disabled: boolean
}): ReactNode {
  return (
    <div role="group" aria-label={props.label} className="line">
      <span className="soft">{props.label}</span>
      {props.choices.map(choice => (
        <Checkbox
          key={choice.value}
          size="xs"
          label={choice.label}
          disabled={props.disabled}
          checked={props.value.includes(choice.value)}
          onChange={event =>
            props.onChange(
              props.choices
                .map(one => one.value)
                .filter(value => (value === choice.value ? event.currentTarget.checked : props.value.includes(value))),
            )
          }
        />
      ))}
    </div>
  )
}

type Rule = Segment['rule']

/** The rule with one of its lists replaced; an empty list asks nothing, so it is left out. */
function withList(rule: Rule, name: keyof Rule, values: readonly string[]): Rule {
  const { [name]: _before, ...others } = rule
  return values.length === 0 ? others : { ...others, [name]: values }
}

function mutable(rule: Rule) {
  return {
    ...(rule.kinds && { kinds: [...rule.kinds] }),
    ...(rule.sizes && { sizes: [...rule.sizes] }),
    ...(rule.countries && { countries: [...rule.countries] }),
  }
}

function moved(segments: readonly Segment[], index: number, by: number): readonly Segment[] {
  const next = [...segments]
  const [one] = next.splice(index, 1)
  if (one) next.splice(index + by, 0, one)
  return next
}

function codesIn(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(code => code !== '')
}
