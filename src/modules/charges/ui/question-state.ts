import { useState } from 'react'
import type { Answer, Input } from '#kernel/contract.ts'
import { parseDay, type Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import type { readChargeQuestion } from '../api.ts'
import type { computeCharges } from '../calculator-api.ts'

export type Question = Input<typeof computeCharges>['body']
export type Fields = Readonly<Record<string, string>>

/** The fields of the calculator, under their names in the address: a calculation can be sent as a link. */
export const FIELDS = [
  'principal',
  'currency',
  'due',
  'paid',
  'asOf',
  'payments',
  'creditNotes',
  'creditorCountry',
  'customerCountry',
  'customer',
  'contractRate',
  'rateLines',
  'belowFloor',
  'contractDate',
  'formalNotice',
  'insolvency',
  'disputed',
  'reminder',
  'reminderBy',
  'compensationClause',
  'smallCreditor',
  'convention',
  'base',
  'imputation',
  'compound',
  'creditorName',
  'customerName',
  'invoiceNumber',
] as const
export type Field = (typeof FIELDS)[number]

/** A dated amount, or a rate from a day on, as its row of the form: the day may still be missing. */
export type DatedRow = { readonly on: string; readonly value: string }

/** « 2026-06-01:100.00,2026-07-01:50.00 » as rows, and back. */
export function rowsOf(text: string | undefined): DatedRow[] {
  if (text === undefined || text === '') return []
  return text.split(',').map(row => {
    const [on = '', value = ''] = row.split(':')
    return { on, value }
  })
}

export function textOfRows(rows: readonly DatedRow[]): string {
  return rows.map(row => `${row.on}:${row.value}`).join(',')
}

/** The fields as they are typed; the address follows. */
export function useQuestion(): { fields: Fields; change: (part: Partial<Record<Field, string>>) => void } {
  const state = web.useListState(FIELDS)
  const [fields, setFields] = useState<Fields>(state.filters)
  const change = (part: Partial<Record<Field, string>>): void => {
    const named = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
    setFields(before => ({ ...before, ...named }))
    state.set(named)
  }
  return { fields, change }
}

function dayIn(text: string | undefined): Day | undefined {
  const read = text === undefined ? null : parseDay(text)
  return read?.ok ? read.value : undefined
}

/** The question the fields ask, or null while the amount or the due date is missing. Unfinished rows are left out. */
export function questionOf(fields: Fields): Question | null {
  const due = dayIn(fields['due'])
  const principal = fields['principal'] ?? ''
  if (due === undefined || principal === '') return null
  const dated = (name: Field) =>
    rowsOf(fields[name]).flatMap(({ on, value }) => {
      const day = dayIn(on)
      return day && value !== '' ? [{ on: day, value }] : []
    })
  const days = daysOf(fields)
  const reminder = dayIn(fields['reminder'])
  return {
    ...chosenOf(fields),
    ...days,
    principal,
    due,
    payments: dated('payments').map(({ on, value }) => ({ on, amount: value })),
    creditNotes: dated('creditNotes').map(({ on, value }) => ({ on, amount: value })),
    rateLines: dated('rateLines').map(({ on, value }) => ({ from: on, rate: value })),
    ...(reminder ? { reminder: { on: reminder, by: fields['reminderBy'] === 'email' ? 'email' : 'post' } } : {}),
    compensationClause: fields['compensationClause'] === '1',
    smallCreditor: fields['smallCreditor'] === '1',
    compound: fields['compound'] === '1',
  }
}

function daysOf(fields: Fields): Partial<Question> {
  const names = ['paid', 'asOf', 'contractDate', 'formalNotice', 'insolvency'] as const
  return Object.fromEntries(
    names.flatMap(name => {
      const day = dayIn(fields[name])
      return day ? [[name, day]] : []
    }),
  )
}

// Values nobody typed are left to the server's own defaults; what an old link says wrongly is refused there, and shown.
function chosenOf(fields: Fields): Partial<Question> {
  const names = [
    'currency',
    'creditorCountry',
    'customerCountry',
    'customer',
    'contractRate',
    'belowFloor',
    'disputed',
    'convention',
    'base',
    'imputation',
  ] as const
  return Object.fromEntries(names.flatMap(name => (fields[name] ? [[name, fields[name]]] : []))) as Partial<Question>
}

/** An invoice's own question as fields. */
export function fieldsOf(answer: Answer<typeof readChargeQuestion>): Partial<Record<Field, string>> {
  const { question, creditorName, customerName, invoiceNumber } = answer
  return {
    principal: question.principal,
    currency: question.currency,
    due: question.due,
    asOf: question.asOf ?? '',
    payments: textOfRows(question.payments.map(({ on, amount }) => ({ on, value: amount }))),
    creditNotes: textOfRows(question.creditNotes.map(({ on, amount }) => ({ on, value: amount }))),
    creditorCountry: question.creditorCountry,
    customerCountry: question.customerCountry ?? '',
    customer: question.customer,
    contractRate: question.contractRate ?? '',
    compensationClause: question.compensationClause ? '1' : '',
    creditorName,
    customerName,
    invoiceNumber,
  }
}
