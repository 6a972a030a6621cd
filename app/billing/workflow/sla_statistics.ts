import { sumMinutes } from '#core/duration'
import { exact, roundHalfAwayFromZero } from '#core/money'
import { percentHundredths } from '#core/percent'
import { METRICS } from '#sla/models/agreement_types'

/** A clock that stopped in the period; minutes are working minutes of its calendar. */
export interface StoppedClock {
  priority: number
  metric: string
  targetMinutes: number
  elapsedMinutes: number
  pausedMinutes: number
  isBreached: boolean
}

/** `complianceHundredths` is percent × 100; null where nothing was counted. */
export interface Compliance {
  tickets: number
  met: number
  breached: number
  complianceHundredths: number | null
}

/** `targetMinutes` is null when the tickets had different targets. */
export interface SlaRow extends Compliance {
  priority: number
  metric: string
  targetMinutes: number | null
  averageMinutes: number
  medianMinutes: number
  p90Minutes: number
  pausedMinutes: number
}

export interface SlaStatistics {
  rows: SlaRow[]
  overall: Compliance
}

/** SLA section of a report (§7.7): compliance = met / (met + breached) of stopped clocks (§8). */
export function slaStatistics(clocks: readonly StoppedClock[]): SlaStatistics {
  const groups = Map.groupBy(clocks, ({ priority, metric }) => `${priority} ${metric}`)
  const rows = [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [toRow([first, ...rest], first)]
  )
  return { rows: rows.sort(byPriorityAndMetric), overall: complianceOf(clocks) }
}

/** Nearest rank: element ceil(p·n) of the sorted values. @throws RangeError without values */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100))
  const value = sorted[rank - 1]
  if (value === undefined) throw new RangeError('A percentile needs values')
  return value
}

function toRow(clocks: readonly StoppedClock[], { priority, metric, targetMinutes }: StoppedClock) {
  const elapsed = clocks.map((clock) => clock.elapsedMinutes)
  const hasOneTarget = clocks.every((clock) => clock.targetMinutes === targetMinutes)
  const average = exact(sumMinutes(elapsed)).div(elapsed.length)
  return {
    priority,
    metric,
    targetMinutes: hasOneTarget ? targetMinutes : null,
    ...complianceOf(clocks),
    averageMinutes: roundHalfAwayFromZero(average, 0).toNumber(),
    medianMinutes: percentile(elapsed, 50),
    p90Minutes: percentile(elapsed, 90),
    pausedMinutes: sumMinutes(clocks.map((clock) => clock.pausedMinutes)),
  }
}

function complianceOf(clocks: readonly StoppedClock[]): Compliance {
  const tickets = clocks.length
  const breached = clocks.filter((clock) => clock.isBreached).length
  const met = tickets - breached
  return {
    tickets,
    met,
    breached,
    complianceHundredths: percentHundredths(met, tickets),
  }
}

function byPriorityAndMetric(one: SlaRow, other: SlaRow): number {
  return one.priority - other.priority || rankOf(one.metric) - rankOf(other.metric)
}

/** In the order in which a ticket meets them. */
function rankOf(metric: string): number {
  return (METRICS as readonly string[]).indexOf(metric)
}
