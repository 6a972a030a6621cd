import { documentColumns, type ColumnLayout } from '#core/documents/document_columns'
import type { Cell, DocumentTable, PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { clock } from '#core/clock'
import type { PromiseRow } from '#reporting/queries/missed_promises'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { METRICS } from '#sla/models/agreement_types'
import type { ServiceLevelReport } from '#reporting/queries/service_level_report'

/** The report of service levels in words: compliance, trend, missed promises, credits. */
export function serviceLevelDocument(
  report: ServiceLevelReport,
  { filter, span }: ServiceLevelQuery,
  texts: DocumentTexts,
  author: string
): PrintedDocument {
  const { i18n } = texts
  const days = `${texts.date(span.from)} – ${texts.date(span.to)}`
  const fact = (key: string, value: string) => ({
    label: i18n.t(`service_levels.facts.${key}`),
    value,
  })
  const chosen = Object.entries(filter).filter(([, value]) => value !== null)
  const section = (key: string, table: DocumentTable, notes: string[] = []) => ({
    sheet: i18n.t(`service_levels.sheets.${key}`),
    title: i18n.t(`service_levels.sections.${key}`),
    tables: [table] as [DocumentTable],
    notes,
  })
  return {
    title: i18n.t('service_levels.title'),
    subtitle: `${i18n.t('service_levels.title')}, ${days}`,
    author,
    facts: [
      fact('period', `${days} (${span.zone})`),
      fact('overall', shownCompliance(report.overall.hundredths, texts)),
      ...chosen.map(([key, value]) => fact(key, shownChoice(key, String(value), texts))),
      fact('made', `${texts.moment(clock.now().toISO())}, ${author}`),
    ],
    sections: [
      section('compliance', complianceTable(report, filter.by, texts), [
        i18n.t(`service_levels.population.${filter.counting}`),
      ]),
      section('trend', trendTable(report, texts)),
      section('missed', promiseTable(report.missed, texts)),
      section('at_risk', promiseTable([...report.overdue, ...report.soon], texts)),
      section('availability', availabilityTable(report, texts), [
        i18n.t('service_levels.availability.hint'),
      ]),
      section('credits', creditTable(report, texts), [i18n.t('service_levels.credit_rule')]),
    ],
  }
}

function complianceTable({ rows }: ServiceLevelReport, by: string, texts: DocumentTexts) {
  const metrics = metricsOf(rows)
  const columns = columnsOf(texts, [
    [by, 'text', 34, '*'],
    ['met', 'count', 12, 60],
    ['breached', 'count', 12, 60],
    ['compliance', 'percent', 13, 70],
  ])
  for (const metric of metrics) {
    const name = texts.i18n.t(`service_levels.metrics.${metric}`)
    for (const column of columnsOf(texts, [
      ['met', 'count', 14, null],
      ['breached', 'count', 14, null],
      ['compliance', 'percent', 14, 80],
      ['average', 'minutes', 14, 80],
    ])) {
      columns.push({ ...column, key: `${metric}_${column.key}`, title: `${name}: ${column.title}` })
    }
  }
  return {
    title: null,
    columns,
    rows: rows.map(({ labels, overall, metrics: judged }): Cell[] => [
      labels ? texts.pick(labels) : texts.i18n.t('service_levels.without'),
      overall.met,
      overall.breached,
      ratio(overall.hundredths),
      ...metrics.flatMap((metric) => {
        const each = judged[metric]
        return [
          each?.met ?? 0,
          each?.breached ?? 0,
          ratio(each?.hundredths ?? null),
          each?.averageMinutes ?? null,
        ]
      }),
    ]),
    totals: { met: sum(rows, 'met'), breached: sum(rows, 'breached') },
  }
}

function trendTable({ trend }: ServiceLevelReport, texts: DocumentTexts): DocumentTable {
  return {
    title: null,
    columns: columnsOf(texts, [
      ['month', 'text', 18, '*'],
      ['met', 'count', 12, 80],
      ['breached', 'count', 12, 80],
      ['compliance', 'percent', 13, 90],
    ]),
    rows: trend.map(({ month, met, breached, hundredths }) => [
      texts.month(month),
      met,
      breached,
      ratio(hundredths),
    ]),
    totals: null,
  }
}

function promiseTable(rows: PromiseRow[], texts: DocumentTexts): DocumentTable {
  return {
    title: null,
    columns: columnsOf(texts, [
      ['ticket', 'text', 14, 62],
      ['title', 'text', 44, '*'],
      ['client', 'text', 26, 110],
      ['team', 'text', 22, 84],
      ['priority', 'text', 10, 44],
      ['metric', 'text', 16, 60],
      ['due', 'moment', 17, 78],
      ['done', 'moment', 17, 78],
      ['target', 'minutes', 12, null],
      ['elapsed', 'minutes', 12, null],
    ]),
    rows: rows.map((row) => [
      row.ticket,
      row.title,
      row.client,
      row.team,
      `P${row.priority}`,
      texts.i18n.t(`service_levels.metrics.${row.metric}`),
      row.dueAt,
      row.stoppedAt,
      row.targetMinutes,
      row.elapsedMinutes,
    ]),
    totals: null,
  }
}

function availabilityTable({ availability }: ServiceLevelReport, texts: DocumentTexts) {
  return {
    title: null,
    columns: documentColumns(texts, 'service_levels.availability', [
      ['service', 'text', 30, '*'],
      ['client', 'text', 26, 110],
      ['target', 'text', 10, 44],
      ['percent', 'text', 12, 54],
      ['down', 'minutes', 12, 50],
      ['failures', 'count', 11, 50],
      ['maintenance', 'minutes', 12, 54],
      ['service_time', 'minutes', 13, null],
      ['degraded', 'minutes', 12, null],
      ['mtrs', 'minutes', 12, 48],
      ['mtbf', 'minutes', 12, 48],
      ['mtbsi', 'minutes', 12, 48],
    ]),
    rows: availability.map((row): Cell[] => [
      texts.pick(row.service),
      row.client ? texts.pick(row.client) : texts.i18n.t('service_levels.availability.whole'),
      shownShare(row.target, texts),
      shownShare(row.percent, texts),
      row.downMinutes,
      row.failures,
      row.maintenanceMinutes,
      row.serviceMinutes,
      row.degradedMinutes,
      row.mtrsMinutes,
      row.mtbfMinutes,
      row.mtbsiMinutes,
    ]),
    totals: null,
  }
}

/** As text: rounding anew could show a missed target as met. */
function shownShare(percent: string | null, { i18n }: DocumentTexts): string {
  if (percent === null) return '—'
  return `${i18n.locale === 'ru' ? percent.replace('.', ',') : percent} %`
}

function creditTable({ credits }: ServiceLevelReport, texts: DocumentTexts): DocumentTable {
  return {
    title: null,
    columns: columnsOf(texts, [
      ['contract', 'text', 20, 90],
      ['name', 'text', 34, '*'],
      ['client', 'text', 26, 120],
      ['met', 'count', 12, 60],
      ['breached', 'count', 12, 60],
      ['compliance', 'percent', 13, 70],
      ['credit', 'percent', 12, 60],
      ['credit_amount', 'money', 15, 80],
      ['currency', 'text', 10, 50],
    ]),
    rows: credits.map((row) => [
      row.number,
      row.name,
      row.client,
      row.met,
      row.breached,
      ratio(row.hundredths),
      row.creditPercent === null ? null : Number(row.creditPercent) / 100,
      row.creditMinor,
      row.currency,
    ]),
    totals: null,
  }
}

/** Metrics that were judged at all, in the order a ticket meets them. */
function metricsOf(rows: ServiceLevelReport['rows']): string[] {
  return METRICS.filter((metric) => rows.some(({ metrics }) => metrics[metric]))
}

function columnsOf(texts: DocumentTexts, layout: ColumnLayout[]) {
  return documentColumns(texts, 'service_levels.columns', layout)
}

function ratio(hundredths: number | null) {
  return hundredths === null ? null : hundredths / 10_000
}

function shownCompliance(hundredths: number | null, texts: DocumentTexts): string {
  return hundredths === null ? '—' : texts.percent(hundredths / 10_000)
}

function shownChoice(key: string, value: string, { i18n }: DocumentTexts): string {
  if (key === 'by') return i18n.t(`service_levels.columns.${value}`)
  return key === 'counting' ? i18n.t(`service_levels.counting.${value}`) : value
}

function sum(rows: ServiceLevelReport['rows'], field: 'met' | 'breached'): number {
  return rows.reduce((total, { overall }) => total + overall[field], 0)
}
