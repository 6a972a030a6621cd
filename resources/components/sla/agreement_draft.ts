import type { LookupOption } from '~/components/forms/LookupField.vue'
import { METRICS, METRICS_OF_KIND, PRIORITIES, type Metric } from '~/components/sla/metrics'
import { parseMinutes } from '~/components/tickets/parse_minutes'
import type { Data } from '@generated/data'

const YEAR = 366 * 24 * 60

/** A promise as it is typed; `id` names the saved target it was. */
export type DraftCell = { id: number | null; text: string; calendar: LookupOption | null }
export type DraftRow = {
  /** Of this row for as long as the page is open. */
  key: number
  ticketKind: string
  service: LookupOption | null
  organisation: LookupOption | null
  ciCriticality: number | null
  isVipOnly: boolean
  priority: number | null
  cells: Record<Metric, DraftCell>
}

type Editor = Data.Sla.Agreement.Variants['forEditor']
type Words = { pick: (ru: string, en: string) => string; hours: (minutes: number) => string }

let lastKey = 0

/** The rows of a saved agreement; a copy forgets which targets they were. */
export function draftRows(agreement: Editor, isCopy: boolean, words: Words): DraftRow[] {
  return agreement.rows.map((row) => ({
    key: ++lastKey,
    ticketKind: row.ticketKind,
    service: row.service && {
      value: row.serviceId!,
      label: words.pick(row.service.nameRu, row.service.nameEn),
    },
    organisation: row.organisation && {
      value: row.organisationId!,
      label: row.organisation.name,
    },
    ciCriticality: row.ciCriticality,
    isVipOnly: row.isVipOnly,
    priority: row.priority,
    cells: cellsOf((metric) => draftCell(row.cells[metric], isCopy, words)),
  }))
}

function cellsOf<Cell>(cellOf: (metric: Metric) => Cell): Record<Metric, Cell> {
  const cells = METRICS.map((metric) => [metric, cellOf(metric)])
  return Object.fromEntries(cells) as Record<Metric, Cell>
}

/** The cells a row shows: those that fit its tickets, and others that are filled in all the same. */
export function shownMetrics({ ticketKind, cells }: DraftRow): Metric[] {
  const fitting = METRICS_OF_KIND[ticketKind] ?? METRICS
  return METRICS.filter((metric) => fitting.includes(metric) || cells[metric].text.trim() !== '')
}

function draftCell(
  cell: Editor['rows'][number]['cells'][Metric],
  isCopy: boolean,
  { pick, hours }: Words
): DraftCell {
  if (!cell) return emptyCell()
  const { id, targetMinutes, calendar } = cell
  return {
    id: isCopy ? null : id,
    text: hours(targetMinutes),
    calendar: calendar && { value: calendar.id, label: pick(calendar.nameRu, calendar.nameEn) },
  }
}

function emptyCell(): DraftCell {
  return { id: null, text: '', calendar: null }
}

/** The same row once more, as targets of its own. */
export function copyOf(row: DraftRow): DraftRow {
  const cells = cellsOf((metric) => ({ ...row.cells[metric], id: null }))
  return { ...row, key: ++lastKey, cells }
}

/** An empty row for the priority after the one of `previous`, under the same conditions. */
export function rowAfter(previous: DraftRow | undefined): DraftRow {
  const priority = previous ? (previous.priority ?? 0) + 1 : 1
  return {
    ...{ ticketKind: 'incident', service: null, organisation: null },
    ...{ ciCriticality: null, isVipOnly: false },
    ...previous,
    key: ++lastKey,
    priority: priority <= PRIORITIES.length ? priority : null,
    cells: cellsOf(emptyCell),
  }
}

/** Minutes of a cell; null is empty, undefined cannot be read. */
export function minutesOf({ text }: DraftCell): number | null | undefined {
  if (text.trim() === '') return null
  return parseMinutes(text, YEAR) ?? undefined
}

/** Places of the cells that cannot be read, as the server would name them. */
export function unreadableCells(rows: readonly DraftRow[]): string[] {
  return rows.flatMap(({ cells }, index) =>
    METRICS.filter((metric) => minutesOf(cells[metric]) === undefined).map((metric) =>
      placeOf(index, metric)
    )
  )
}

export function placeOf(row: number, metric: Metric): string {
  return `rows.${row}.cells.${metric}.targetMinutes`
}

/** Rows as the server takes them. */
export function sentRows(rows: readonly DraftRow[]) {
  return rows.map(({ service, organisation, cells, ticketKind, ...conditions }) => ({
    ticketKind,
    serviceId: service?.value ?? null,
    organisationId: organisation?.value ?? null,
    ciCriticality: conditions.ciCriticality,
    isVipOnly: conditions.isVipOnly,
    priority: conditions.priority,
    cells: cellsOf((metric) => sentCell(cells[metric])),
  }))
}

function sentCell(cell: DraftCell) {
  const targetMinutes = minutesOf(cell)
  if (!targetMinutes) return null
  return { id: cell.id, targetMinutes, calendarId: cell.calendar?.value ?? null }
}

type Covering = {
  ticketKind: string
  service: unknown
  organisation: unknown
  ciCriticality: number | null
  isVipOnly: boolean
  priority: number | null
  metrics: readonly string[]
}

/** Metrics that have targets, though none in general for the highest priority. */
export function uncovered(rows: readonly Covering[]): { ticketKind: string; metric: string }[] {
  const general = rows.filter(
    ({ service, organisation, ciCriticality, isVipOnly }) =>
      !service && !organisation && ciCriticality === null && !isVipOnly
  )
  const pairs = rows.flatMap(({ ticketKind, metrics }) =>
    metrics.map((metric) => ({ ticketKind, metric }))
  )
  const own = new Map(pairs.map((pair) => [`${pair.ticketKind}/${pair.metric}`, pair]))
  return [...own.values()].filter(
    ({ ticketKind, metric }) =>
      !general.some(
        (row) =>
          row.ticketKind === ticketKind &&
          row.metrics.includes(metric) &&
          (row.priority === null || row.priority === 1)
      )
  )
}
