import type Agreement from '#sla/models/agreement'
import Clock from '#sla/models/clock'
import ClockTimer from '#sla/models/clock_timer'
import EscalationRule from '#sla/models/escalation_rule'
import type { EscalationAction } from '#sla/models/clock_types'
import { fireTicketTimers } from '#tickets/actions/fire_ticket_timers'

export const TELL_ASSIGNEE: EscalationAction = {
  kind: 'notify',
  assignee: true,
  teamLeads: false,
  accountManager: false,
  personIds: [],
  teamIds: [],
}

/** A rule for resolution at a percent unless the values say otherwise. */
export function createRule(agreement: Agreement, values: Partial<EscalationRule> = {}) {
  return EscalationRule.create({
    agreementId: agreement.id,
    agreementTargetId: null,
    metric: 'resolution',
    moment: 'percent',
    amount: 80,
    isWallClock: false,
    repeatMinutes: null,
    repeatMax: 0,
    actions: [TELL_ASSIGNEE],
    ...values,
  })
}

export function fireDue() {
  return fireTicketTimers.handle({ worker: 'test' })
}

/** The latest clock of a metric, cancelled ones left out. */
export function clockOf(ticketId: number, metric = 'resolution', kind = 'sla') {
  return Clock.query()
    .where({ ticketId, metric, kind })
    .whereNot('state', 'cancelled')
    .orderBy('id', 'desc')
    .preload('pauses')
    .firstOrFail()
}

/** Rule, moment in Moscow and state of a clock's timers, the earliest first. */
export async function timersOf(clockId: number) {
  const timers = await ClockTimer.query().where({ clockId }).orderBy('fireAt').orderBy('id')
  return timers.map(({ ruleId, occurrence, fireAt, state }) => ({
    ruleId,
    occurrence,
    at: fireAt.setZone('Europe/Moscow').toFormat('MM-dd HH:mm'),
    state,
  }))
}
