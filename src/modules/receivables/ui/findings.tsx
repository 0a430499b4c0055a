import { useState, type ReactNode } from 'react'
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { parseDay } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { checkInvoiceQuality, listFindings, settleFinding } from '../quality-api.ts'

export type Finding = Answer<typeof listFindings>['items'][number]

const TONES = { breach: 'refused', doubt: 'caution', advice: 'neutral' } as const

/** How grave a point is, in one word. */
export function Severity({ finding }: { readonly finding: Pick<Finding, 'severity'> }): ReactNode {
  const t = web.useText('receivables')
  return <web.Tag tone={TONES[finding.severity]}>{t(`severity.${finding.severity}`)}</web.Tag>
}

/** Where a point stands: open, held, mended, accepted. */
export function FindingState({ finding }: { readonly finding: Finding }): ReactNode {
  const t = web.useText('receivables')
  if (finding.state !== 'open') return <web.Tag>{t(`findingState.${finding.state}`)}</web.Tag>
  return finding.holds ? <web.Tag tone="caution">{t('held')}</web.Tag> : t('findingState.open')
}

/** A point in words, with its figures. */
export function useFindingText(): (finding: Pick<Finding, 'code' | 'facts'>) => string {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  return ({ code, facts }) => {
    const shown = Object.entries(facts).map(([name, value]) => {
      const day = parseDay(String(value))
      return [name, day.ok ? web.shortDayText(day.value, language) : value]
    })
    const mention = /^mention-(.+)$/.exec(code)?.[1]
    const values = Object.fromEntries(shown) as Record<string, string | number>
    if (mention === undefined) return t(`finding.${code}`, { defaultValue: code, ...values })
    return t('finding.mention', {
      mention: t(`mention.${mention}`, { defaultValue: String(values['mention'] ?? mention) }),
    })
  }
}

/** The points against one invoice, on its page; each can be mended, accepted, or hold the reminders. */
export function InvoiceFindings({ invoice }: { readonly invoice: string }): ReactNode {
  const t = web.useText('receivables')
  const text = useFindingText()
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const [settling, setSettling] = useState<Finding | null>(null)
  const { data } = web.useAnswer(listFindings, { query: { invoice, sort: 'code' } })
  web.useLive([listFindings])
  if (!data) return null
  const columns: web.Column<Finding>[] = [
    { id: 'what', header: t('findingWhat'), cell: row => text(row) },
    { id: 'severity', header: t('findingSeverity'), phone: 'under', cell: row => <Severity finding={row} /> },
    { id: 'article', header: t('findingArticle'), cell: row => <span className="soft">{row.article ?? '–'}</span> },
    {
      id: 'state',
      header: t('column.state'),
      phone: 'under',
      cell: row => (
        <>
          <FindingState finding={row} /> <span className="soft">{row.note}</span>
        </>
      ),
    },
    {
      id: 'act',
      header: '',
      align: 'end',
      phone: 'side',
      cell: row =>
        may && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('settleOne', { finding: text(row) })}
            onClick={() => setSettling(row)}
          >
            {t('settle')}
          </Button>
        ),
    },
  ]
  return (
    <web.Section title={t('quality')} aside={<CheckAgain invoice={invoice} />}>
      {data.items.length === 0 ? (
        <p className="soft">{t('noFinding')}</p>
      ) : (
        <web.MoneyTable stacked caption={t('quality')} columns={columns} rows={data.items} keyOf={row => row.id} />
      )}
      {settling && <SettlePanel finding={settling} onClose={() => setSettling(null)} />}
    </web.Section>
  )
}

function CheckAgain({ invoice }: { readonly invoice: string }): ReactNode {
  const t = web.useText('receivables')
  const may = web.useMay(['credit-manager', 'administrator'])
  const check = web.useAct(checkInvoiceQuality, { done: () => t('checkedAgain') })
  if (!may) return null
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={check.isPending}
      onClick={() => check.mutate({ body: { invoices: [invoice] } })}
    >
      {t('checkAgain')}
    </Button>
  )
}

const STATES = ['open', 'mended', 'accepted'] as const

function SettlePanel({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receivables')
  const text = useFindingText()
  const [state, setState] = useState<(typeof STATES)[number]>(finding.state)
  const [holds, setHolds] = useState(finding.holds)
  const [note, setNote] = useState(finding.note ?? '')
  const settle = web.useAct(settleFinding, { quiet: true, done: () => t('settled'), after: onClose })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('settle')}
      submit={t('keepIt')}
      busy={settle.isPending}
      error={settle.error && <web.Problem error={settle.error} />}
      onSubmit={() =>
        settle.mutate({
          params: { invoice: finding.invoice.id },
          body: { code: finding.code, state, holds, ...(note.trim() !== '' && { note }) },
        })
      }
    >
      <p>{text(finding)}</p>
      <NativeSelect
        label={t('column.state')}
        value={state}
        data={STATES.map(value => ({ value, label: t(`findingChoice.${value}`) }))}
        onChange={event => setState(STATES.find(one => one === event.currentTarget.value) ?? 'open')}
      />
      {state === 'open' && (
        <Checkbox
          label={t('hold')}
          description={t('holdMeans')}
          checked={holds}
          onChange={event => setHolds(event.currentTarget.checked)}
        />
      )}
      <Textarea
        label={t('findingNote')}
        autosize
        minRows={3}
        maxLength={2000}
        required={state === 'accepted'}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
