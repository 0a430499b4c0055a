import type { ReactNode } from 'react'
import { NativeSelect, Radio } from '@mantine/core'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'

export type Options = { readonly mode: 'delta' | 'stock'; readonly creditor: string | null }

type OptionsProps = { readonly value: Options; readonly onChange: (options: Options) => void }

/** How the next files are read: whether what is absent was paid, and whose they are when they do not say. */
export function ImportOptions({ value, onChange }: OptionsProps): ReactNode {
  const t = web.useText('receivables')
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  return (
    <div className="import-options">
      <Radio.Group
        label={t('mode.label')}
        value={value.mode}
        onChange={mode => onChange({ ...value, mode: mode === 'stock' ? 'stock' : 'delta' })}
      >
        {(['delta', 'stock'] as const).map(mode => (
          <Radio key={mode} value={mode} label={t(`mode.${mode}`)} description={t(`modeMeans.${mode}`)} mt="sm" />
        ))}
      </Radio.Group>
      {creditors.length > 1 && (
        <CreditorChoice
          creditors={creditors}
          value={value.creditor}
          onChange={creditor => onChange({ ...value, creditor })}
        />
      )}
    </div>
  )
}

type CreditorChoiceProps = {
  readonly creditors: readonly { readonly id: string; readonly name: string }[]
  readonly value: string | null
  readonly onChange: (creditor: string | null) => void
}

function CreditorChoice({ creditors, value, onChange }: CreditorChoiceProps): ReactNode {
  const t = web.useText('receivables')
  return (
    <NativeSelect
      label={t('filter.creditor')}
      description={t('creditorMeans')}
      value={value ?? ''}
      onChange={event => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      data={[{ value: '', label: t('creditorByFile') }, ...creditors.map(one => ({ value: one.id, label: one.name }))]}
    />
  )
}
