import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { Day } from '#kernel/day.ts'
import { ok } from '#kernel/result.ts'
import { derivedRates } from '#law/rates/derived-rates.ts'
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
import { systemClock } from '#platform/clock.ts'
import { knownRates } from '../known-rates.ts'
import * as option from '../options.ts'
import { print, sayRefusal, WrongUsage, type ExitCode, type Verb } from '../verb.ts'

const OPTIONS = {
  series: { type: 'string' },
  on: { type: 'string' },
  'as-of': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  rate: { type: 'string' },
  source: { type: 'string' },
  certainty: { type: 'string', default: 'B' },
  author: { type: 'string' },
  correct: { type: 'boolean' },
  release: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export const verb: Verb = {
  summary: 'Late-payment rates: list them, add one, check that none is missing',
  usage: `quittance rates list [--series SERIES] [--on DATE] [--release] [--json]
quittance rates check [--as-of DATE] [--release] [--json]
quittance rates add --series SERIES --from DATE [--to DATE] --rate PERCENT --source TEXT
                    [--certainty A|B|C|M] [--author NAME] [--correct] [--json]

SERIES is one of ${[...PUBLISHED_SERIES, ...DERIVED_SERIES].join(' ')}.
Derived series (${DERIVED_SERIES.join(' ')}) are computed and cannot be added.
check exits 1 when a rate of the running semester, or of one that starts within 20 days, is missing.
Lines added here are read together with the release's and win over them; --release leaves them aside.
add refuses a day whose rate is known, unless --correct says that the known one is wrong.`,
  run: async args => {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const json = values.json === true
    const today = option.dayOption('as-of', values['as-of']) ?? systemClock.today('Europe/Paris')
    if (positionals[0] === 'add') return add(values, json)
    if (positionals[0] !== 'list' && positionals[0] !== 'check') throw new WrongUsage('say list, add or check')
    const lines = values.release === true ? ok(SHIPPED_RATES) : await knownRates()
    if (!lines.ok) return sayRefusal(lines.refusal, json)
    return positionals[0] === 'check' ? check(today, lines.value, json) : list(values, today, lines.value, json)
  },
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']

async function add(values: Values, json: boolean): Promise<ExitCode> {
  const { series, rate, source } = values
  if (series === undefined || rate === undefined || source === undefined) {
    throw new WrongUsage('--series, --from, --rate and --source are needed')
  }
  const given = {
    series,
    from: option.requiredDay('from', values.from),
    to: option.dayOption('to', values.to) ?? undefined,
    rate,
    source,
    certainty: option.choiceOption('certainty', values.certainty, ['A', 'B', 'C', 'M']),
  }
  const { openHouse } = await import('../house.ts')
  const { addRate } = await import('#modules/terms/index.ts')
  const house = await openHouse(process.env)
  if (!house.ok) return sayRefusal(house.refusal, json)
  try {
    const by = { author: values.author ?? userInfo().username, actor: null, correct: values.correct === true }
    const added = await addRate(house.value.app, by, given)
    if (!added.ok) return sayRefusal(added.refusal, json)
    const line = added.value
    print(json ? JSON.stringify(line) : `${line.series} ${line.from} ${line.to ?? ''} ${line.rate} % added`)
    return 0
  } finally {
    await house.value.close()
  }
}

function check(today: Day, lines: readonly RateLine[], json: boolean): ExitCode {
  const missing = missingRates(today, lines)
  if (json) print(JSON.stringify({ asOf: today, missing }))
  else if (missing.length === 0) print(`no rate is missing on ${today}`)
  for (const { series, semester, startsIn } of json ? [] : missing) {
    print(`${series} of ${semester} is missing${startsIn > 0 ? `; the semester starts in ${startsIn} days` : ''}`)
  }
  return missing.length === 0 ? 0 : 1
}

function list(values: Values, today: Day, known: readonly RateLine[], json: boolean): ExitCode {
  const { series } = values
  if (series !== undefined && !isRateSeries(series)) throw new WrongUsage(`there is no series "${series}"`)
  const on = option.dayOption('on', values.on)
  if (on && series) {
    const line = rateAt(series, on, known)
    return line.ok ? show([line.value], json) : sayRefusal(line.refusal, json)
  }
  const lines = [...known, ...derivedRates(today, known)].filter(line => series === undefined || line.series === series)
  return show(on ? lines.filter(line => line.from <= on && (line.to === null || on <= line.to)) : lines, json)
}

function show(lines: readonly RateLine[], json: boolean): ExitCode {
  if (json) {
    const shown = lines.map(({ series, from, to, ppm, certainty, source }) => {
      return { series, from, to, certainty, source, rate: percent(ppm) }
    })
    print(JSON.stringify(shown))
    return 0
  }
  for (const { series, from, to, ppm, certainty, source } of lines)
    print(
      `${series.padEnd(20)} ${from} ${(to ?? '').padEnd(10)} ${percent(ppm).padStart(6)} % [${certainty}] ${source}`,
    )
  return 0
}
