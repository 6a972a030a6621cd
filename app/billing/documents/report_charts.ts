import { chargeName, ruleLabel } from '#billing/documents/summary_section'
import type { ContractReport, RuleConsumption } from '#billing/queries/report_types'
import type { Consumption } from '#billing/workflow/charge_types'
import { usageOf } from '#billing/workflow/forecast'
import type { Chart, ChartBar } from '#core/documents/chart_svg'
import type { DocumentCharts } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'
import { DateTime } from 'luxon'

/** So many bars are read at a glance; what is smaller stands together. */
const MOST_BARS = 6
const MOST_DAYS = 62

/** The month in pictures (§7.7): only what there is something to show of; null without anything. */
export function reportCharts(report: ContractReport, texts: DocumentTexts): DocumentCharts | null {
  const charts = [
    amountChart(report, texts),
    complianceChart(report, texts),
    usageChart(report, texts),
    workChart(report, texts),
    dayChart(report, texts),
  ].filter((chart) => chart !== null)
  return charts.length > 0 ? { title: texts.i18n.t('billing.charts.title'), charts } : null
}

type Summed = { label: string; value: number }
type Shown = { key: string; currency?: string; show: (value: number) => string }

/** The net amount by service, or by what is charged where there are no services. */
function amountChart(report: ContractReport, texts: DocumentTexts): Chart | null {
  const { charges, contract } = report
  if (charges.every(({ netMinor }) => netMinor === 0)) return null
  const hasServices = charges.some(({ service }) => service !== null)
  const labelled = charges.map((charge) => ({
    label: hasServices ? chargeName(charge, report, texts) : ruleLabel(charge, texts),
    value: charge.netMinor,
  }))
  const { currency } = contract
  return summedChart(labelled, sumMinor, { key: 'amount', currency, show: texts.money }, texts)
}

function workChart({ entries }: ContractReport, texts: DocumentTexts): Chart | null {
  const labelled = entries.map(({ workType, billedMinutes }) => ({
    ...{ label: texts.pick(workType), value: billedMinutes },
  }))
  const show = (minutes: number) => texts.show('minutes', minutes)
  return summedChart(labelled, sumMinutes, { key: 'work', show }, texts)
}

/** The greatest first; those beyond a handful as one bar. */
function summedChart(
  labelled: readonly Summed[],
  sum: (values: readonly number[]) => number,
  { key, currency, show }: Shown,
  { i18n }: DocumentTexts
): Chart | null {
  const total = (some: readonly Summed[]) => sum(some.map(({ value }) => value))
  const sums = [...Map.groupBy(labelled, ({ label }) => label)]
    .map(([label, some]) => ({ label, value: total(some) }))
    .filter(({ value }) => value !== 0)
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value))
  if (sums.length === 0) return null
  const isMany = sums.length > MOST_BARS
  const rest = isMany ? sums.splice(MOST_BARS - 1) : []
  if (isMany) {
    sums.push({ label: i18n.t('billing.charts.rest', { n: rest.length }), value: total(rest) })
  }
  return {
    title: i18n.t(`billing.charts.${key}`, { currency }),
    kind: 'bars',
    bars: sums.map(({ label, value }) => ({ label, value, shown: show(value) })),
  }
}

/** Stopped clocks of a priority within their targets; the whole width is all of them. */
function complianceChart({ sla }: ContractReport, texts: DocumentTexts): Chart | null {
  const bars = [...Map.groupBy(sla.rows, ({ priority }) => priority)]
    .sort(([one], [other]) => one - other)
    .flatMap(([priority, rows]): ChartBar[] => {
      const met = rows.reduce((sum, row) => sum + row.met, 0)
      const all = met + rows.reduce((sum, row) => sum + row.breached, 0)
      if (all === 0) return []
      const values = { percent: texts.percent(met / all), met, all }
      const shown = texts.i18n.t('billing.charts.of_clocks', values)
      return [{ label: `P${priority}`, value: met / all, shown }]
    })
  if (bars.length === 0) return null
  return { title: texts.i18n.t('billing.charts.compliance'), kind: 'bars', bars, full: 1 }
}

/** What of the included is used; each bar is in parts of its own, the mark is all of it. */
function usageChart(report: ContractReport, texts: DocumentTexts): Chart | null {
  const bars = report.consumption.flatMap((rule): ChartBar[] => {
    const row = rule.rows.at(-1)
    const usage = row && usageOf({ kind: rule.kind, row } as Consumption)
    if (!usage || usage.of <= 0) return []
    const kind = rule.kind === 'incident_pack' ? 'count' : 'minutes'
    const [used, of] = [texts.show(kind, usage.used), texts.show(kind, usage.of)]
    const shown = texts.i18n.t('billing.charts.used_of', { used, of })
    return [{ label: nameOf(rule, texts), value: usage.used / usage.of, shown, mark: 1 }]
  })
  if (bars.length === 0) return null
  return { title: texts.i18n.t('billing.charts.usage'), kind: 'bars', bars, full: 1 }
}

function nameOf({ name, kind }: RuleConsumption, texts: DocumentTexts): string {
  return name ? texts.pick(name) : texts.i18n.t(`billing.kinds.${kind}`)
}

/** Days of the period in their order, those without work too; work of earlier days, charged late, has none. */
function dayChart({ entries, period }: ContractReport, texts: DocumentTexts): Chart | null {
  const byDay = Map.groupBy(entries, ({ workDate }) => workDate)
  const bars: ChartBar[] = daysOf(period).map((iso) => {
    const value = sumMinutes((byDay.get(iso) ?? []).map(({ billedMinutes }) => billedMinutes))
    return { label: String(Number(iso.slice(-2))), value, shown: texts.show('minutes', value) }
  })
  if (bars.every(({ value }) => value === 0)) return null
  return { title: texts.i18n.t('billing.charts.days'), kind: 'columns', bars }
}

function daysOf({ firstDate, lastDate }: ContractReport['period']): string[] {
  const first = DateTime.fromISO(firstDate, { zone: 'utc' })
  const count = DateTime.fromISO(lastDate, { zone: 'utc' }).diff(first, 'days').days + 1
  return Array.from({ length: Math.min(count, MOST_DAYS) }, (_, day) =>
    first.plus({ days: day }).toISODate()!
  )
}
