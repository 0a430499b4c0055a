import { useState, type ReactNode } from 'react'
import { Button, NativeSelect } from '@mantine/core'
import * as web from '#web/index.ts'
import { FIELD_GROUPS } from './fields.ts'
import type { Import } from './import-report.tsx'

type Columns = Import['columns'][number]

type MappingProps = {
  readonly data: Import
  readonly file: File | null
  readonly onReadAgain: (file: File, mapping: Readonly<Record<string, string | null>>) => Promise<void>
}

/** Below this a guess is shown as one to be checked. */
const SURE = 0.75

/** How each column of the file is understood; a correction reads the file again and is remembered for its like. */
export function ColumnMapping({ data, file, onReadAgain }: MappingProps): ReactNode {
  const t = web.useText('receivables')
  const sayings = web.useSayings()
  const [corrected, setCorrected] = useState<Readonly<Record<string, string | null>>>({})
  const [busy, setBusy] = useState(false)
  const mayCorrect =
    web.useMay(['credit-manager', 'administrator']) && !/^(applied|running)$/.test(data.state) && file !== null
  const choices = useFieldChoices()
  const again = async (): Promise<void> => {
    if (file === null) return
    setBusy(true)
    const mapping = { ...Object.fromEntries(data.columns.map(({ header, field }) => [header, field])), ...corrected }
    await onReadAgain(file, mapping).catch(sayings.refused)
    setBusy(false)
  }
  const columns: web.Column<Columns>[] = [
    { id: 'header', header: t('inFile'), cell: column => <strong>{column.header}</strong> },
    { id: 'sample', header: t('sample'), phone: 'under', cell: column => <Sample values={column.sample} /> },
    {
      id: 'field',
      header: t('readAs'),
      phone: 'side',
      cell: column =>
        mayCorrect ? (
          <NativeSelect
            size="xs"
            aria-label={t('readAsOf', { header: column.header })}
            value={corrected[column.header] === undefined ? (column.field ?? '') : (corrected[column.header] ?? '')}
            onChange={event => {
              const { value } = event.currentTarget
              setCorrected({ ...corrected, [column.header]: value === '' ? null : value })
            }}
            data={choices}
          />
        ) : (
          <span className={column.field === null ? 'soft' : ''}>
            {column.field === null ? t('leftOut') : t(`field.${column.field}`)}
          </span>
        ),
    },
    ...(data.state === 'applied'
      ? []
      : [{ id: 'sure', header: t('confidence'), cell: (column: Columns) => <Confidence column={column} /> }]),
  ]
  const readAgain = mayCorrect && Object.keys(corrected).length > 0 && (
    <Button loading={busy} onClick={() => void again()}>
      {t('readAgain')}
    </Button>
  )
  return (
    <web.Section title={t('columns')} aside={readAgain}>
      {file === null && data.state !== 'applied' && <p className="section-words">{t('columnsAgain')}</p>}
      <web.MoneyTable caption={t('columns')} columns={columns} rows={data.columns} keyOf={one => one.header} stacked />
    </web.Section>
  )
}

function useFieldChoices() {
  const t = web.useText('receivables')
  return [
    { value: '', label: t('leftOut') },
    ...Object.entries(FIELD_GROUPS).map(([group, fields]) => ({
      group: t(`fieldGroup.${group}`),
      items: fields.map(value => ({ value, label: t(`field.${value}`) })),
    })),
  ]
}

function Sample({ values }: { readonly values: readonly string[] }): ReactNode {
  return (
    <span className="soft sample">
      {values
        .filter(value => value !== '')
        .slice(0, 3)
        .join(' · ')}
    </span>
  )
}

function Confidence({ column }: { readonly column: Columns }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  if (column.field === null) return null
  if (column.confidence >= SURE) return <span className="soft">{t('sure')}</span>
  return <web.Tag tone="caution">{t('toCheck', { share: web.percentText(column.confidence, language) })}</web.Tag>
}
