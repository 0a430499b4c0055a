import type { ReactNode } from 'react'
import { add, moneyFromJson, moneyToJson, type MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'

/** The names of a ledger's figures, in the order of their life. */
export const FIGURES = ['computed', 'claimed', 'waived', 'collected', 'remaining', 'toClaim'] as const
export type Figure = (typeof FIGURES)[number]
export type Ledger = { readonly kind: 'interest' | 'fee' } & Readonly<Record<Figure, MoneyJson>>

/** One figure over several lines, a sum for each currency. */
export function sumOf(lines: readonly Ledger[], figure: Figure): readonly MoneyJson[] {
  const sums = new Map<string, MoneyJson>()
  for (const line of lines) {
    const value = line[figure]
    const before = sums.get(value.currency)
    const [one, other] = [moneyFromJson(value), before && moneyFromJson(before)]
    sums.set(value.currency, one.ok && other?.ok ? moneyToJson(add(one.value, other.value)) : value)
  }
  return [...sums.values()]
}

/** Sums one under another; a currency without anything is left out beside another. */
export function Sum({ values, tone }: { readonly values: readonly MoneyJson[]; readonly tone?: 'strong' }): ReactNode {
  const [first] = values
  const some = values.filter(value => !/^-?0*\.?0*$/.test(value.amount))
  const shown = some.length > 0 ? some : first ? [first] : []
  return (
    <span className="sums">
      {shown.map(value => (
        <web.Amount key={value.currency} value={value} {...(tone ? { tone } : {})} />
      ))}
    </span>
  )
}

/** True when nothing of a figure is left. */
export function nothingIn(values: readonly MoneyJson[]): boolean {
  return values.every(value => /^-?0*\.?0*$/.test(value.amount))
}

/** The figures of a ledger as stats, each with its parts. */
export function LedgerStats({ lines }: { readonly lines: readonly Ledger[] }): ReactNode {
  const t = web.useText('charges')
  return (
    <web.StatRow>
      {FIGURES.map(figure => (
        <web.Stat
          key={figure}
          label={t(`figure.${figure}`)}
          value={<Sum values={sumOf(lines, figure)} />}
          {...(!nothingIn(sumOf(lines, figure)) && {
            source: {
              definition: t(`figureMeans.${figure}`),
              lines: lines.map(line => ({
                label: t(`kind.${line.kind}`),
                value: <web.Amount value={line[figure]} zero="show" />,
              })),
            },
          })}
        />
      ))}
    </web.StatRow>
  )
}
