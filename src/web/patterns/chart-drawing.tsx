import { useEffect, useRef, type ReactNode } from 'react'
import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { MoneyJson } from '#kernel/money.ts'
import { amountText, countText, shortAmountText } from '../format/amount.ts'
import { useLanguage } from '../i18n.ts'
import type { ChartProps, Series } from './chart.tsx'

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

const TONES: Readonly<Record<Series['tone'], string>> = {
  notDue: '--age-not-due',
  to30: '--age-to30',
  to60: '--age-to60',
  to90: '--age-to90',
  over90: '--age-over90',
  brand: '--brand',
  soft: '--line-strong',
  received: '--received',
}

/** The drawing itself: SVG, colours from the tokens, patterns so that no meaning hangs on colour alone. */
export default function Drawing(props: ChartProps & { readonly height: number }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const language = useLanguage()
  const scheme = useComputedColorScheme()
  const pick = useRef(props.onPick)
  useEffect(() => {
    pick.current = props.onPick
  })
  useEffect(() => {
    if (!place.current) return
    const made = init(place.current, null, { renderer: 'svg' })
    chart.current = made
    made.on('click', event => pick.current?.(event.dataIndex ?? 0, event.seriesIndex ?? 0))
    const resized = new ResizeObserver(() => made.resize())
    resized.observe(place.current)
    return () => {
      resized.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(optionOf(props, language, scheme === 'dark'), true)
  }, [props, language, scheme])
  return <div ref={place} style={{ height: props.height }} role="img" aria-label={`${props.title}. ${props.summary}`} />
}

function optionOf(props: ChartProps, language: string, darkMode: boolean): EChartsCoreOption {
  const css = getComputedStyle(document.documentElement)
  const token = (name: string): string => css.getPropertyValue(name).trim()
  const text = { color: token('--ink-soft'), fontFamily: 'Inter Variable', fontSize: 12 }
  const currency = props.series.flatMap(one => one.values).find(value => typeof value === 'object' && value !== null)
  const axis = (value: number): string =>
    currency && typeof currency === 'object'
      ? shortAmountText({ amount: String(value), currency: currency.currency }, language)
      : countText(value, language)
  return {
    darkMode,
    animationDuration: 120,
    textStyle: text,
    aria: { enabled: true, label: { enabled: false }, decal: { show: props.kind === 'stacked' } },
    grid: { left: 4, right: 4, top: 12, bottom: 4, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: props.kind === 'lines' ? 'line' : 'shadow' },
      backgroundColor: token('--sheet'),
      borderColor: token('--line-strong'),
      borderWidth: 1,
      textStyle: { ...text, color: token('--ink') },
      formatter: (points: readonly { seriesIndex: number; dataIndex: number; name: string }[]) =>
        tooltip(props, points, language),
    },
    xAxis: {
      type: 'category',
      data: [...props.categories],
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      // There is no half of a thing counted.
      ...(currency ? {} : { minInterval: 1 }),
      splitLine: { lineStyle: { color: token('--line') } },
      axisLabel: { ...text, formatter: axis },
    },
    series: props.series.map(one => seriesOf(one, props.kind, token)),
  }
}

function seriesOf(one: Series, kind: ChartProps['kind'], token: (name: string) => string): object {
  const colour = token(TONES[one.tone])
  return {
    name: one.label,
    type: kind === 'lines' ? 'line' : 'bar',
    stack: kind === 'stacked' ? 'all' : undefined,
    barMaxWidth: 56,
    symbolSize: 5,
    itemStyle: {
      color: colour,
      decal: decalOf(one.tone, token),
      borderColor: token('--paper'),
      borderWidth: kind === 'stacked' ? 0.5 : 0,
    },
    lineStyle: { color: colour, width: 2 },
    emphasis: { disabled: true },
    // Floats here only place pixels; every figure a person reads is set from the exact string.
    data: one.values.map(value => (typeof value === 'object' ? (value === null ? null : Number(value.amount)) : value)),
  }
}

// The same patterns as `.age-…` in base.css: none, dots, wide and narrow hatching, light hatching.
function decalOf(tone: Series['tone'], token: (name: string) => string): object | undefined {
  const dark = token('--pattern')
  switch (tone) {
    case 'to30':
      return { symbol: 'circle', symbolSize: 0.35, dashArrayX: [[6, 0]], dashArrayY: [6, 0], color: dark }
    case 'to60':
      return hatch(5, -Math.PI / 4, dark)
    case 'to90':
      return hatch(3, Math.PI / 4, dark)
    case 'over90':
      return hatch(3, -Math.PI / 4, token('--pattern-light'))
    default:
      return { symbol: 'none' }
  }
}

function tooltip(
  props: ChartProps,
  points: readonly { seriesIndex: number; dataIndex: number; name: string }[],
  language: string,
): string {
  const lines = points.map(point => {
    const one = props.series[point.seriesIndex]
    return `${one?.label ?? ''}   ${figure(one?.values[point.dataIndex] ?? null, language)}`
  })
  return [points[0]?.name ?? '', ...lines].join('\n')
}

function figure(value: MoneyJson | number | null, language: string): string {
  if (value === null) return '–'
  return typeof value === 'number' ? countText(value, language) : amountText(value, language)
}

function hatch(gap: number, rotation: number, color: string): object {
  return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, gap], rotation, color }
}
