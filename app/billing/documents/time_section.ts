import { columnsOf } from '#billing/documents/report_columns'
import type { Cell, DocumentSection, DocumentTable } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { subtotalTable, type Summed } from '#billing/documents/subtotals'
import type { EngineersBy } from '#billing/workflow/report_sections'
import type { ContractReport, ReportEntry } from '#billing/queries/report_types'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'

const SUMMED: Summed<ReportEntry>[] = [
  { key: 'raw', kind: 'minutes', of: 'raw', value: (entry) => entry.rawMinutes },
  { key: 'billed', kind: 'minutes', of: 'billed', value: (entry) => entry.billedMinutes },
  { key: 'amount', kind: 'money', of: 'amount', value: (entry) => entry.amountMinor },
]

/** Section 5: every piece of work, with public comments alone (G-11). */
export function timeSection(
  report: ContractReport,
  texts: DocumentTexts,
  engineers: EngineersBy
): DocumentSection {
  const { i18n } = texts
  const { entries } = report
  const summed = SUMMED.filter(({ key }) => key !== 'amount' || isByTime(report))
  const byPerson = {
    title: i18n.t('billing.report.by_person'),
    by: 'person',
    nameOf: (entry: ReportEntry) => engineerOf(entry, engineers, texts),
    summed,
  }
  const byTicket = {
    title: i18n.t('billing.report.by_ticket'),
    by: 'ticket',
    nameOf: (entry: ReportEntry) => entry.ticket,
    summed,
  }
  return {
    sheet: i18n.t('billing.sheets.time'),
    startsPage: true,
    title: i18n.t('billing.sections.time'),
    tables: [
      entryTable(report, texts, engineers),
      subtotalTable(entries, byPerson, texts),
      { ...subtotalTable(entries, byTicket, texts), isSheetOnly: true },
    ],
    notes: [],
  }
}

/** Only then an entry has an amount of its own. */
export function isByTime({ contract }: ContractReport): boolean {
  return contract.kinds.includes('tm')
}

function entryTable(
  report: ContractReport,
  texts: DocumentTexts,
  engineers: EngineersBy
): DocumentTable {
  const { entries } = report
  const withAmount = isByTime(report)
  const withBands = entries.some(({ multiplier }) => multiplier !== null && multiplier !== '1')
  const totals = {
    raw: sumMinutes(entries.map((entry) => entry.rawMinutes)),
    billed: sumMinutes(entries.map((entry) => entry.billedMinutes)),
  }
  const amount = sumMinor(entries.map((entry) => entry.amountMinor ?? 0))
  return {
    title: null,
    columns: columnsOf(texts, [
      ['no', 'count', 7, 34],
      ['date', 'date', 12, 48],
      ['ticket', 'text', 13, 52],
      ['person', 'text', 24, 92],
      ['workType', 'text', 22, 90],
      ['band', 'text', 14, withBands ? 46 : null],
      ['raw', 'minutes', 12, 36],
      ['billed', 'minutes', 12, 46],
      ['rate', 'money', 12, withAmount ? 50 : null],
      ['amount', 'money', 14, withAmount ? 60 : null],
      ['billable', 'text', 12, 40],
      ['note', 'text', 60, '*'],
    ]),
    rows: entries.map((entry, index) => rowOf(entry, index, texts, engineers)),
    totals: withAmount ? { ...totals, amount } : totals,
  }
}

function rowOf(
  entry: ReportEntry,
  index: number,
  texts: DocumentTexts,
  engineers: EngineersBy
): Cell[] {
  return [
    index + 1,
    entry.workDate,
    entry.ticket,
    engineerOf(entry, engineers, texts),
    texts.pick(entry.workType),
    bandCell(entry, texts),
    entry.rawMinutes,
    entry.billedMinutes,
    entry.ratePerHourMinor,
    entry.amountMinor,
    texts.word(entry.isBillable ? 'billing.report.yes' : 'billing.report.no'),
    entry.note,
  ]
}

/** Who did the work, or what they work as; whoever has no role is one of the engineers. */
function engineerOf({ person, role }: ReportEntry, by: EngineersBy, texts: DocumentTexts): string {
  if (by === 'name') return person
  return role ? texts.pick(role) : texts.word('billing.report.engineer')
}

/** Hours that cost more than usual, by how much. */
function bandCell({ band, multiplier }: ReportEntry, { i18n, word }: DocumentTexts): Cell {
  if (band === null || multiplier === null || multiplier === '1') return null
  const key = `rate_cards.known_bands.${band.toLowerCase()}`
  const name = i18n.hasMessage(key) ? word(key) : band
  return word('billing.report.band', { band: name, multiplier: Number(multiplier) })
}
