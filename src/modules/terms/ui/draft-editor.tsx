import { useState, type ReactNode } from 'react'
import { Button, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import * as web from '#web/index.ts'
import { changeTerms, checkTerms, removeTerms } from '../api.ts'
import { ClausesForm } from './clauses-form.tsx'
import { TermsDocument } from './document.tsx'
import { Findings } from './law.tsx'
import { PublishPanel } from './publish-panel.tsx'
import type { Clauses, Version } from './words.ts'

type Draft = Pick<Version, 'label' | 'language' | 'from' | 'reviewMonths' | 'clauses'>

/** Writes a draft, with what the law says of it as it is typed; then publishes it. */
export function DraftEditor({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const may = web.useMay(['credit-manager', 'administrator'])
  const { label, language, from, reviewMonths, clauses } = version
  const kept: Draft = { label, language, from, reviewMonths, clauses }
  const [change, setChange] = useState<Partial<Draft>>({})
  const [publishing, setPublishing] = useState(false)
  const draft = { ...kept, ...change }
  const [asked] = useDebouncedValue({ creditor: version.creditor.id, from: draft.from, clauses: draft.clauses }, 250)
  const { data: checked } = web.useAnswer(checkTerms, { body: asked })
  const save = web.useAct(changeTerms, { quiet: true })
  const dirty = JSON.stringify(draft) !== JSON.stringify(kept)
  const set = (more: Partial<Draft>): void => setChange({ ...change, ...more })
  const send = (after?: () => void): void =>
    save.mutate(
      { params: { version: version.id }, body: { ...draft, clauses: { ...draft.clauses } } },
      {
        onSuccess: () => {
          setChange({})
          after?.()
        },
      },
    )
  return (
    <div className="two-columns">
      <form
        onSubmit={event => {
          event.preventDefault()
          send()
        }}
      >
        <fieldset disabled={!may} className="stack">
          <web.Section title={t('version')}>
            <Identity draft={draft} set={set} />
          </web.Section>
          <web.Section title={t('clauses')}>
            <ClausesForm
              clauses={draft.clauses}
              country={version.creditor.country}
              law={checked?.law}
              set={(more: Partial<Clauses>) => set({ clauses: { ...draft.clauses, ...more } })}
            />
          </web.Section>
          {save.error && <web.Problem error={save.error} />}
          {may && (
            <Foot
              version={version}
              dirty={dirty}
              busy={save.isPending}
              onPublish={() => (dirty ? send(() => setPublishing(true)) : setPublishing(true))}
            />
          )}
        </fieldset>
      </form>
      <div>
        <web.Section title={t('lawSays')}>{checked && <Findings findings={checked.findings} />}</web.Section>
        <web.Section title={t('document')}>
          <TermsDocument version={version} may={may} />
        </web.Section>
      </div>
      {publishing && <PublishPanel version={version} onClose={() => setPublishing(false)} />}
    </div>
  )
}

type IdentityProps = { readonly draft: Draft; readonly set: (more: Partial<Draft>) => void }

function Identity({ draft, set }: IdentityProps): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  return (
    <div className="stack">
      <TextInput
        label={t('label')}
        required
        maxLength={200}
        value={draft.label}
        onChange={event => set({ label: event.currentTarget.value })}
      />
      <div className="form-row">
        <NativeSelect
          label={t('language')}
          data={web.LANGUAGES.map(value => ({ value, label: words(`language.${value}`) }))}
          value={draft.language}
          onChange={event => set({ language: event.currentTarget.value as web.Language })}
        />
        <web.DayInput
          label={t('effectiveFrom')}
          required
          value={draft.from}
          onChange={value => value !== null && set({ from: value })}
        />
        <NumberInput
          label={t('reviewEvery')}
          suffix={t('months')}
          min={1}
          max={60}
          allowDecimal={false}
          value={draft.reviewMonths}
          onChange={value => set({ reviewMonths: typeof value === 'number' ? value : 12 })}
        />
      </div>
    </div>
  )
}

type FootProps = {
  readonly version: Version
  readonly dirty: boolean
  readonly busy: boolean
  readonly onPublish: () => void
}

function Foot({ version, dirty, busy, onPublish }: FootProps): ReactNode {
  const t = web.useText('terms')
  const go = web.useGo()
  const drop = web.useAct(removeTerms, { done: () => t('done.dropped'), after: () => go(web.paths.terms()) })
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <Button onClick={onPublish} loading={busy}>
          {t(dirty ? 'saveAndPublish' : 'publish')}
        </Button>
        <Button type="submit" variant="default" disabled={!dirty} loading={busy}>
          {t('save')}
        </Button>
      </Group>
      <web.ConfirmButton
        label={t('drop')}
        title={t('dropTitle')}
        consequence={t('dropConsequence', { version: version.label })}
        confirm={t('drop')}
        danger
        variant="subtle"
        onConfirm={() => drop.mutateAsync({ params: { version: version.id } })}
      />
    </Group>
  )
}
