import { METRICS, METRICS_OF_KIND, type Metric, type TargetTicketKind } from '#sla/workflow/metrics'
import { tiedTargets } from '#sla/workflow/target_choice'
import type { TargetConditions } from '#sla/workflow/target_table'

/** One promise of a row; `id` names the target it was before, null makes a new one. */
export type TargetCell = { id: number | null; targetMinutes: number; calendarId: number | null }

/** A row of the editor: whom it is for, and a promise for each metric or none. */
export type TargetRowValues = TargetConditions & { cells: Record<Metric, TargetCell | null> }

/** A target as it is stored, with the place of the editor it came from. */
export type PlacedTarget = TargetConditions &
  TargetCell & { readonly metric: Metric; readonly row: number }

/** The promises of all rows, one by one. */
export function targetsOfRows(rows: readonly TargetRowValues[]): PlacedTarget[] {
  return rows.flatMap(({ cells, ...conditions }, row) =>
    METRICS.flatMap((metric) => {
      const cell = cells[metric]
      return cell ? [{ ...conditions, ...cell, metric, row }] : []
    })
  )
}

/** Rows, by index, that could both decide for one ticket with equal right (SLM-02). */
export function tiedRows(rows: readonly TargetRowValues[]): number[][] {
  const groups = tiedTargets(targetsOfRows(rows)).map((group) => group.map(({ row }) => row))
  return [...new Map(groups.map((group) => [group.join(), group])).values()]
}

/** Promises that make no sense for the tickets of their row. */
export function misplacedMetrics({ ticketKind, cells }: TargetRowValues): Metric[] {
  const fitting = METRICS_OF_KIND[ticketKind as TargetTicketKind]
  return METRICS.filter((metric) => cells[metric] !== null && !fitting.includes(metric))
}

export function isEmptyRow({ cells }: TargetRowValues): boolean {
  return METRICS.every((metric) => cells[metric] === null)
}
