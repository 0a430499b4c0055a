import { parseArgs } from 'node:util'
import {
  DERIVED_SERIES,
  isRateSeries,
  missingRates,
  percent,
  PUBLISHED_SERIES,
  rateAt,
  SHIPPED_RATES,
  type RateLine,
} from '#law/rates/rates.ts'
import { semestersOver } from '#law/rates/semester.ts'
import { systemClock } from '#platform/clock.ts'
import * as option from '../options.ts'
import { print, sayRefusal, WrongUsage, type Verb } from '../verb.ts'

export const verb: Verb = {
  summary: 'Late-payment rates: list them, check that none is missing',
  usage: `quittance rates list [--series SERIES] [--on DATE] [--json]
quittance rates check [--as-of DATE] [--json]

SERIES is one of ${[...PUBLISHED_SERIES, ...DERIVED_SERIES].join(' ')}.
check exits 1 when a rate of the running semester, or of one that starts within 20 days, is missing.
Lines are added in the application; this release's own lines are listed here.`,
  run: async args => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        series: { type: 'string' },
        on: { type: 'string' },
        'as-of': { type: 'string' },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const json = values.json === true
    const today = option.dayOption('as-of', values['as-of']) ?? systemClock.today('Europe/Paris')
    if (positionals[0] === 'check') {
      const missing = missingRates(today)
      if (json) print(JSON.stringify({ asOf: today, missing }))
      else if (missing.length === 0) print(`no rate is missing on ${today}`)
      for (const { series, semester, startsIn } of json ? [] : missing) {
        print(`${series} of ${semester} is missing${startsIn > 0 ? `; the semester starts in ${startsIn} days` : ''}`)
      }
      return missing.length === 0 ? 0 : 1
    }
    if (positionals[0] !== 'list') throw new WrongUsage('say list or check')
    const { series } = values
    if (series !== undefined && !isRateSeries(series)) throw new WrongUsage(`there is no series "${series}"`)
    const on = option.dayOption('on', values.on)
    if (on && series) {
      const line = rateAt(series, on)
      if (!line.ok) return sayRefusal(line.refusal, json)
      return list([line.value], json)
    }
    const lines = [...SHIPPED_RATES, ...derived(today)].filter(line => series === undefined || line.series === series)
    return list(on ? lines.filter(line => line.from <= on && (line.to === null || on <= line.to)) : lines, json)
  },
}

// Computed rates have no line of their own: each known semester since 2013 is shown.
function derived(today: RateLine['from']): RateLine[] {
  return DERIVED_SERIES.flatMap(series =>
    semestersOver('2013-01-01' as RateLine['from'], today).flatMap(({ from, to }) => {
      const line = rateAt(series, from >= '2013-07-01' ? from : to)
      return line.ok ? [line.value] : []
    }),
  )
}

function list(lines: readonly RateLine[], json: boolean): 0 {
  if (json) print(JSON.stringify(lines.map(({ ppm, ...line }) => ({ ...line, rate: percent(ppm) }))))
  else
    for (const { series, from, to, ppm, certainty, source } of lines)
      print(
        `${series.padEnd(20)} ${from} ${(to ?? '').padEnd(10)} ${percent(ppm).padStart(6)} % [${certainty}] ${source}`,
      )
  return 0
}
