import type { EscalationMoment } from '#sla/workflow/escalation'
import type { Metric } from '#sla/workflow/metrics'

export const ESCALATION_MOMENTS = ['percent', 'before_due', 'after_due'] as const
export type EscalationMomentKind = (typeof ESCALATION_MOMENTS)[number]

/** Whom a notice goes to; people and teams are named by id. */
export type NotifyAction = {
  kind: 'notify'
  assignee: boolean
  teamLeads: boolean
  accountManager: boolean
  personIds: number[]
  teamIds: number[]
}

/** What an escalation does (SLM-06). The domain that owns the tickets carries it out. */
export type EscalationAction =
  | NotifyAction
  | { kind: 'raise_priority' }
  | { kind: 'reassign'; teamId: number }
  | { kind: 'flag'; text: string }
export const ESCALATION_ACTIONS = ['notify', 'raise_priority', 'reassign', 'flag'] as const

/** A rule as it is stored and edited. */
export type EscalationRuleValues = {
  agreementTargetId: number | null
  metric: Metric
  moment: EscalationMomentKind
  amount: number
  isWallClock: boolean
  repeatMinutes: number | null
  repeatMax: number
  actions: EscalationAction[]
}

type Timing = Omit<EscalationRuleValues, 'agreementTargetId' | 'metric' | 'actions'>

/** The moment of a rule as the engine takes it. */
export function momentOf({ moment, amount, isWallClock }: Timing): EscalationMoment {
  if (moment === 'percent') return { kind: 'percent', percent: amount }
  return { kind: moment, minutes: amount, isWallClock }
}

export function repeatOf({ repeatMinutes, repeatMax }: Timing) {
  return repeatMinutes === null
    ? { everyMinutes: 1, max: 0 }
    : { everyMinutes: repeatMinutes, max: repeatMax }
}
