import Clock from '#sla/models/clock'
import { FINAL_METRICS, type Metric } from '#sla/workflow/metrics'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export const SLA_STATES = ['none', 'running', 'paused', 'breached', 'met'] as const
export type SlaState = (typeof SLA_STATES)[number]

/** What a summary is made of. */
export type ClockFigures = Pick<Clock, 'metric' | 'state' | 'stoppedAt' | 'dueAt' | 'breachedAt'>

/** What a list shows of the promises to the customer: next due times, and the worst state. */
export async function slaSummary(ticketId: number, client: QueryClientContract) {
  const clocks = await Clock.query({ client })
    .where({ ticketId, kind: 'sla' })
    .whereNot('state', 'cancelled')
  return summaryOf(clocks)
}

/** The same of clocks at hand, none of them cancelled. */
export function summaryOf(clocks: ClockFigures[]) {
  return {
    responseDueAt: dueOf(clocks, 'response'),
    // A request has no resolution: what is due is its delivery.
    resolutionDueAt: dueOf(clocks, ...FINAL_METRICS),
    slaState: stateOf(clocks),
  }
}

function dueOf(clocks: ClockFigures[], ...metrics: readonly Metric[]) {
  return clocks.find((clock) => metrics.includes(clock.metric) && !clock.stoppedAt)?.dueAt ?? null
}

function stateOf(clocks: ClockFigures[]): SlaState {
  if (clocks.length === 0) return 'none'
  if (clocks.some((clock) => clock.breachedAt)) return 'breached'
  if (clocks.some((clock) => clock.state === 'running')) return 'running'
  return clocks.some((clock) => clock.state === 'paused') ? 'paused' : 'met'
}
