import { columnsOf } from '#billing/documents/report_columns'
import type { DocumentSection, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { ContractReport } from '#billing/queries/report_types'

/** Section 3: promises judged in the month, and the broken ones one by one. */
export function slaSection({ sla }: ContractReport, texts: DocumentTexts): DocumentSection {
  const { i18n } = texts
  const { complianceHundredths, met, tickets } = sla.overall
  const value = complianceHundredths === null ? '—' : texts.percent(complianceHundredths / 10_000)
  return {
    sheet: i18n.t('billing.sheets.sla'),
    title: i18n.t('billing.sections.sla'),
    tables: [complianceTable(sla, texts), breachTable(sla, texts)],
    notes: [
      i18n.t('billing.report.overall_compliance', { value, met, tickets }),
      i18n.t('billing.report.sla_population'),
    ],
  }
}

function complianceTable(
  { rows, overall }: ContractReport['sla'],
  texts: DocumentTexts
): DocumentTable {
  return {
    title: null,
    columns: columnsOf(texts, [
      ['priority', 'text', 10, 52],
      ['metric', 'text', 16, '*'],
      ['target', 'minutes', 10, 56],
      ['clocks', 'count', 10, 56],
      ['met', 'count', 12, 62],
      ['breached', 'count', 12, 62],
      ['compliance', 'percent', 13, 74],
      ['average', 'minutes', 12, 66],
      ['median', 'minutes', 12, 66],
      ['p90', 'minutes', 12, 66],
      ['paused', 'minutes', 12, 66],
    ]),
    rows: rows.map((row) => [
      `P${row.priority}`,
      texts.i18n.t(`billing.metrics.${row.metric}`),
      row.targetMinutes,
      row.tickets,
      row.met,
      row.breached,
      row.complianceHundredths === null ? null : row.complianceHundredths / 10_000,
      row.averageMinutes,
      row.medianMinutes,
      row.p90Minutes,
      row.pausedMinutes,
    ]),
    totals: { met: overall.met, breached: overall.breached },
  }
}

function breachTable({ breaches }: ContractReport['sla'], texts: DocumentTexts): DocumentTable {
  return {
    title: texts.i18n.t('billing.report.breaches'),
    columns: columnsOf(texts, [
      ['ticket', 'text', 14, 90],
      ['metric', 'text', 16, '*'],
      ['opened', 'moment', 17, 110],
      ['due', 'moment', 17, 110],
      ['done', 'moment', 17, 110],
      ['overrun', 'minutes', 15, 80],
    ]),
    rows: breaches.map((breach) => [
      breach.ticket,
      texts.i18n.t(`billing.metrics.${breach.metric}`),
      breach.openedAt,
      breach.dueAt,
      breach.stoppedAt,
      breach.overrunMinutes,
    ]),
    totals: null,
  }
}
