import { useEffect, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileText, IconLink } from '@tabler/icons-react'
import type { InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readChargeQuestion } from '../api.ts'
import { computeCharges, openCharges } from '../calculator-api.ts'
import { QuestionForm } from './question-form.tsx'
import { fieldsOf, questionOf, useQuestion, type Field, type Fields, type Question } from './question-state.ts'
import { Readings } from './readings.tsx'
import { Statement } from './statement.tsx'

/** « Calculer des pénalités »: any debt, from the fields or from an invoice, live; the address is the calculation. */
export function CalculatorPage(): ReactNode {
  const t = web.useText('charges')
  const { fields, change } = useQuestion()
  const start = usePrefill(fields, change)
  const [settled] = useDebouncedValue(fields, 300)
  const question = questionOf(settled)
  return (
    <>
      <web.PageHeader
        title={t('calculator')}
        back={{ to: web.paths.charges(), label: t('charges') }}
        state={start.invoice ? <FromInvoice id={start.invoice} fields={fields} /> : t('calculatorWords')}
        action={
          <Button
            variant="default"
            disabled={Object.keys(fields).length === 0}
            onClick={() => {
              change(Object.fromEntries(Object.keys(fields).map(name => [name, ''])))
            }}
          >
            {t('startAgain')}
          </Button>
        }
      />
      {start.error !== null && <web.Problem error={start.error} />}
      <div className="two-columns">
        {start.loading ? <Skeleton height={480} /> : <QuestionForm key={start.key} fields={fields} change={change} />}
        <section aria-label={t('result')} aria-live="polite">
          {question === null ? (
            <web.EmptyState title={t('nothingYet')} hint={t('nothingYetHint')} />
          ) : (
            <Result question={question} fields={settled} change={change} />
          )}
        </section>
      </div>
    </>
  )
}

/** « ?invoice=… »: the fields are filled once from an invoice, then they are the user's. */
function usePrefill(fields: Fields, change: (part: Partial<Record<Field, string>>) => void) {
  const { filters } = web.useListState(['invoice'])
  const invoice = filters['invoice']
  const wanted = invoice !== undefined && fields['principal'] === undefined
  const asked = web.useAnswer(readChargeQuestion, { params: { invoice: invoice ?? '' } }, { enabled: wanted })
  const { data } = asked
  useEffect(() => {
    if (wanted && data) change(fieldsOf(data))
    // The fields are filled when the answer comes, and never over what was typed since.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [data, wanted])
  return {
    invoice: invoice as InvoiceId | undefined,
    loading: wanted && asked.isPending,
    error: wanted ? asked.error : null,
    key: data ? 'filled' : 'empty',
  }
}

function FromInvoice({ id, fields }: { readonly id: InvoiceId; readonly fields: Fields }): ReactNode {
  const t = web.useText('charges')
  const number = fields['invoiceNumber'] ?? ''
  return (
    <>
      {t('fromInvoice')} <web.Go to={web.paths.invoice(id)}>{number}</web.Go>{' '}
      <span className="soft">{fields['customerName']}</span>
    </>
  )
}

type ResultProps = {
  readonly question: Question
  readonly fields: Fields
  readonly change: (part: Partial<Record<Field, string>>) => void
}

function Result({ question, fields, change }: ResultProps): ReactNode {
  const t = web.useText('charges')
  const asked = web.useAnswer(computeCharges, { body: question })
  if (asked.error) return <web.Problem error={asked.error} />
  if (!asked.data) return <Skeleton height={320} />
  return (
    <div className="stack">
      <Statement stated={asked.data} />
      <Readings question={question} onChoose={(choice, value) => change({ [choice]: value })} />
      <div className="header-actions">
        <Button
          component="a"
          target="_blank"
          href={pdfOf(question, fields)}
          leftSection={<IconFileText size={16} aria-hidden />}
        >
          {t('pdf')}
        </Button>
        <CopyAddress />
      </div>
    </div>
  )
}

function CopyAddress(): ReactNode {
  const t = web.useText('charges')
  const say = web.useSayings()
  return (
    <Button
      variant="default"
      leftSection={<IconLink size={16} aria-hidden />}
      onClick={() => {
        void navigator.clipboard.writeText(location.href).then(() => say.done(t('copied')))
      }}
    >
      {t('copyAddress')}
    </Button>
  )
}

function pdfOf(question: Question, fields: Fields): string {
  const { creditorName, customerName, invoiceNumber } = fields
  return web.hrefOf(openCharges, {
    query: {
      question: JSON.stringify(question),
      language: web.spokenLanguage(),
      ...(creditorName ? { creditorName } : {}),
      ...(customerName ? { customerName } : {}),
      ...(invoiceNumber ? { invoiceNumber } : {}),
    },
  })
}
