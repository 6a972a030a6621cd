import { consumptionSection } from '#billing/documents/consumption_section'
import { expensesSection } from '#billing/documents/expenses_section'
import { PLAIN_LOOK, type OptionalSection } from '#billing/workflow/report_sections'
import { FROZEN_STATES } from '#billing/workflow/period_steps'
import type { DocumentSection, PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { slaSection } from '#billing/documents/sla_section'
import { summarySection } from '#billing/documents/summary_section'
import { ticketsSection } from '#billing/documents/tickets_section'
import { timeSection } from '#billing/documents/time_section'
import { reportCharts } from '#billing/documents/report_charts'
import type { ReportLook } from '#billing/queries/report_look'
import type { ContractReport, ReportParty } from '#billing/queries/report_types'

type Made = {
  /** The name of who asked for it; null when nobody did. */
  preparedBy: string | null
  /** Null is the plain one. */
  look: ReportLook | null
}

export function reportDocument(
  report: ContractReport,
  texts: DocumentTexts,
  { preparedBy, look }: Made
): PrintedDocument {
  const { contract, period } = report
  const { i18n } = texts
  const leftOut: readonly string[] = look?.leftOut ?? PLAIN_LOOK.leftOut
  const engineers = look?.engineers ?? PLAIN_LOOK.engineers
  const optional: [Exclude<OptionalSection, 'charts'>, DocumentSection | null][] = [
    ['consumption', consumptionSection(report, texts)],
    ['sla', slaSection(report, texts)],
    ['tickets', ticketsSection(report, texts)],
    ['time', timeSection(report, texts, engineers)],
    ['expenses', expensesSection(report, texts)],
  ]
  const charts = leftOut.includes('charts') ? null : reportCharts(report, texts)
  const month = texts.month(period.month)
  const marked = (text: string) =>
    isPreview(report) ? `${text} — ${i18n.t('billing.report.preview')}` : text
  return {
    title: marked(i18n.t('billing.report.title', { month })),
    subtitle: marked(
      i18n.t('billing.report.subtitle', { number: contract.number, name: contract.name, month })
    ),
    author: report.provider.name,
    facts: factsOf(report, texts, preparedBy),
    sections: [
      summarySection(report, texts),
      ...optional.flatMap(([key, section]) => (section && !leftOut.includes(key) ? [section] : [])),
    ],
    ...(charts ? { charts } : {}),
    ...(look ? { look: lookIn(look, texts) } : {}),
  }
}

function lookIn({ accentColour, logo, cover, footer }: ReportLook, texts: DocumentTexts) {
  const said = (text: ReportLook['cover']) => text && texts.pick(text)
  return { accentColour, logo, cover: said(cover), footer: said(footer) }
}

function factsOf(report: ContractReport, texts: DocumentTexts, preparedBy: string | null) {
  const { contract, period, provider, client, generatedAt } = report
  const { i18n } = texts
  const fact = (key: string, value: string) => ({ label: i18n.t(`billing.facts.${key}`), value })
  const span = `${texts.date(period.firstDate)} – ${texts.date(period.lastDate)}`
  const vat =
    contract.vatProfile === 'none'
      ? i18n.t('billing.report.without_vat')
      : i18n.t(`billing.report.vat_${contract.vatMode}`)
  const facts = [
    fact('provider', partyLine(provider, texts)),
    fact('client', partyLine(client, texts)),
    fact(
      'contract',
      `${contract.number} · ${contract.name} · ${i18n.t('billing.report.since', { date: texts.date(contract.startsOn) })}`
    ),
    fact('period', period.isOver ? span : `${span} (${i18n.t('billing.report.not_over')})`),
    fact('standing', standingOf(report, texts)),
    ...papersOf(report, texts).map(([key, value]) => fact(key, value)),
    fact(
      'terms',
      [
        ...contract.kinds.map((kind) => i18n.t(`billing.kinds.${kind}`)),
        contract.currency,
        vat,
      ].join(' · ')
    ),
    fact('generated', `${texts.moment(generatedAt)} (${period.timeZone})`),
  ]
  return preparedBy === null ? facts : [...facts, fact('prepared_by', preparedBy)]
}

/** What an open period charges can still change. */
export function isPreview({ period }: ContractReport): boolean {
  return !FROZEN_STATES.includes(period.state)
}

/** Which period of the contract it is, how far it has come, and whether it was opened again. */
function standingOf({ period }: ContractReport, { i18n }: DocumentTexts): string {
  const parts = [
    ...(period.number > 0
      ? [i18n.t('billing.report.period_number', { number: period.number })]
      : []),
    i18n.t(`billing.report.states.${period.state}`),
    ...(period.revision > 1 ? [i18n.t('billing.report.revision', { n: period.revision })] : []),
  ]
  return parts.join(' · ')
}

/** Numbers and dates of the act and the invoice, once they have them. */
function papersOf({ period }: ContractReport, { i18n, date }: DocumentTexts): [string, string][] {
  const { actNumber, actDate, invoiceNumber, invoiceDate } = period
  const paper = (key: string, number: string | null, day: string | null): [string, string][] => {
    if (number === null) return []
    const at = day === null ? '—' : date(day)
    return [[key, i18n.t('billing.report.paper', { number, date: at })]]
  }
  return [...paper('act', actNumber, actDate), ...paper('invoice', invoiceNumber, invoiceDate)]
}

/** Name and requisites of a party in one line (402-ФЗ art. 9). */
export function partyLine(party: ReportParty, { i18n }: DocumentTexts): string {
  const { taxNumber, taxRegistrationCode, address, bankDetails } = party
  const taxes =
    taxNumber && (taxRegistrationCode ? `${taxNumber}/${taxRegistrationCode}` : taxNumber)
  const taxKey = taxRegistrationCode ? 'tax_number_and_code' : 'tax_number'
  const parts = [
    party.name,
    taxes && `${i18n.t(`billing.report.${taxKey}`)} ${taxes}`,
    address,
    bankDetails,
  ]
  return parts.filter(Boolean).join(', ')
}
