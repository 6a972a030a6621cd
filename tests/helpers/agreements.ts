import { METRICS, type Metric } from '#sla/models/agreement_types'
import type AgreementTarget from '#sla/models/agreement_target'
import type { TargetCell, TargetRowValues } from '#sla/workflow/target_rows'

type Times = Partial<Record<Metric, number | TargetCell>>

/** A row of the editor: incidents, with times in minutes, unless the conditions say otherwise. */
export function rowOf(
  times: Times,
  conditions: Partial<Omit<TargetRowValues, 'cells'>> = {}
): TargetRowValues {
  return {
    ...{ ticketKind: 'incident', serviceId: null, organisationId: null },
    ...{ ciCriticality: null, isVipOnly: false, priority: null },
    ...conditions,
    cells: cellsOf(times),
  }
}

/** A cell for every metric, empty where no time is given. */
export function cellsOf(times: Times): TargetRowValues['cells'] {
  const cells = METRICS.map((metric) => [metric, cellOf(times[metric])])
  return Object.fromEntries(cells) as TargetRowValues['cells']
}

function cellOf(time: number | TargetCell | undefined): TargetCell | null {
  if (time === undefined) return null
  return typeof time === 'number' ? { id: null, targetMinutes: time, calendarId: null } : time
}

/** A saved target as a cell of the editor. */
export function savedCell({ id, targetMinutes, calendarId }: AgreementTarget): TargetCell {
  return { id, targetMinutes, calendarId }
}
