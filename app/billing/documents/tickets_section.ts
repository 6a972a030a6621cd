import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, DocumentSection, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { subtotalTable, type Summed } from '#billing/documents/subtotals'
import { isByTime } from '#billing/documents/time_section'
import type { ContractReport, ReportTicket, SlaOutcome } from '#billing/queries/report_types'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'

const SUMMED: Summed<ReportTicket>[] = [
  { key: 'tickets', kind: 'count', of: null, value: () => 1 },
  { key: 'billed', kind: 'minutes', of: 'billed', value: (ticket) => ticket.billedMinutes },
  { key: 'amount', kind: 'money', of: 'amount', value: (ticket) => ticket.amountMinor },
]

/** Section 4: tickets of the month. */
export function ticketsSection(report: ContractReport, texts: DocumentTexts): DocumentSection {
  const { i18n } = texts
  const { tickets } = report
  const summed = SUMMED.filter(({ key }) => key !== 'amount' || isByTime(report))
  const byKind = {
    title: i18n.t('billing.report.by_kind'),
    by: 'kind',
    nameOf: (ticket: ReportTicket) => kindOf(ticket, texts),
    summed,
  }
  const byService = {
    title: i18n.t('billing.report.by_service'),
    by: 'service',
    nameOf: (ticket: ReportTicket) => serviceOf(ticket, texts),
    summed,
  }
  return {
    sheet: i18n.t('billing.sheets.tickets'),
    startsPage: true,
    title: i18n.t('billing.sections.tickets'),
    tables: [
      ticketTable(report, texts),
      subtotalTable(tickets, byKind, texts),
      subtotalTable(tickets, byService, texts),
    ],
    notes: [i18n.t('billing.report.tickets_population')],
  }
}

function ticketTable(report: ContractReport, texts: DocumentTexts): DocumentTable {
  const { tickets } = report
  const withAmount = isByTime(report)
  const billed = sumMinutes(tickets.map((ticket) => ticket.billedMinutes))
  const amount = sumMinor(tickets.map((ticket) => ticket.amountMinor ?? 0))
  return {
    title: null,
    columns: columnsOf(texts, [
      ['no', 'count', 7, 34],
      ['number', 'text', 13, 52],
      ['kind', 'text', 12, null],
      ['title', 'text', 44, '*'],
      ['requester', 'text', 22, 64],
      ['site', 'text', 18, null],
      ['service', 'text', 24, 66],
      ['item', 'text', 20, 56],
      ['level', 'text', 10, 24],
      ['opened', 'moment', 17, 48],
      ['responded', 'moment', 17, 48],
      ['resolved', 'moment', 17, 48],
      ['state', 'text', 18, 52],
      ['slaResponse', 'text', 14, 44],
      ['slaResolution', 'text', 14, 44],
      ['billed', 'minutes', 12, 42],
      ['amount', 'money', 14, withAmount ? 58 : null],
    ]),
    rows: tickets.map((ticket, index) => rowOf(ticket, index, texts)),
    totals: withAmount ? { billed, amount } : { billed },
  }
}

function rowOf(ticket: ReportTicket, index: number, texts: DocumentTexts): Cell[] {
  return [
    index + 1,
    ticket.number,
    kindOf(ticket, texts),
    ticket.title,
    ticket.requester,
    ticket.site,
    serviceOf(ticket, texts),
    ticket.item,
    `P${ticket.priority}`,
    ticket.openedAt,
    ticket.respondedAt,
    ticket.resolvedAt,
    texts.word(`billing.ticket_states.${ticket.state}`),
    outcomeOf(ticket.response, texts),
    outcomeOf(ticket.resolution, texts),
    ticket.billedMinutes,
    ticket.amountMinor,
  ]
}

function kindOf(ticket: ReportTicket, { word }: DocumentTexts): string {
  return word(`billing.ticket_kinds.${ticket.kind}`)
}

function serviceOf({ service }: ReportTicket, texts: DocumentTexts): string {
  return service ? texts.pick(service) : texts.word('billing.report.no_service')
}

function outcomeOf(outcome: SlaOutcome | null, { word }: DocumentTexts): string | null {
  return outcome && word(`billing.outcomes.${outcome}`)
}
