import { recordAudit } from '#core/actions/record_audit'
import { RULE_ACTOR } from '#core/actor'
import type { Plain } from '#core/errors'
import type { EscalationFiring } from '#sla/actions/fire_timers'
import type EscalationRule from '#sla/models/escalation_rule'
import type { EscalationAction } from '#sla/models/clock_types'
import { assignIncident } from '#tickets/actions/assign_incident'
import type { NoticeRound } from '#tickets/actions/notice_round'
import { updateIncident } from '#tickets/actions/update_incident'
import type Ticket from '#tickets/models/ticket'
import { nextState } from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'
import type { Priority } from '#tickets/workflow/priority'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const HIGHEST = 1

/** An act of a rule on one ticket: whether it makes sense now, and how it is done. */
type Act = { outcome: { [key: string]: Plain }; run?: () => Promise<unknown> }

/**
 * Does what a rule says through the same acts a person has (SLM-06). The history gets the escalation
 * with what came of it first, then the acts; one that makes no sense any more is told and left out.
 */
export async function escalateTicket(
  trx: TransactionClientContract,
  ticket: Ticket,
  firing: EscalationFiring,
  round: NoticeRound
) {
  const acts: Act[] = []
  for (const action of firing.rule.actions) {
    acts.push(await plan(trx, ticket, firing, action, round))
  }
  await recordAudit(trx, {
    actor: RULE_ACTOR,
    subjectType: 'ticket',
    subjectId: ticket.id,
    organisationId: ticket.organisationId,
    action: 'clock.escalated',
    changes: [
      { field: 'clockKind', before: null, after: firing.clock.kind },
      { field: 'metric', before: null, after: firing.clock.metric },
      { field: 'escalation', before: null, after: firing.rule.told(firing.occurrence) },
      { field: 'breachCause', before: null, after: firing.cause },
      { field: 'escalationActions', before: null, after: acts.map(({ outcome }) => outcome) },
    ],
  })
  for (const { run } of acts) await run?.()
}

async function plan(
  trx: TransactionClientContract,
  ticket: Ticket,
  firing: EscalationFiring,
  action: EscalationAction,
  round: NoticeRound
): Promise<Act> {
  switch (action.kind) {
    case 'notify': {
      const count = await round.add(trx, ticket, firing, action)
      return { outcome: { kind: 'notify', count } }
    }
    case 'raise_priority':
      return raisePriority(trx, ticket, firing.rule)
    case 'reassign':
      return reassign(trx, ticket, firing.rule, action.teamId)
    case 'flag':
      return { outcome: { kind: 'flag', text: action.text } }
    default:
      return action satisfies never
  }
}

function raisePriority(trx: TransactionClientContract, ticket: Ticket, rule: EscalationRule): Act {
  const isPossible = ticket.isOpen && ticket.priority > HIGHEST
  if (!isPossible) return { outcome: { kind: 'raise_priority', isSkipped: true } }
  const priority = (ticket.priority - 1) as Priority
  const command = { actor: RULE_ACTOR, ticketId: ticket.id, reason: reasonOf(rule) }
  return {
    outcome: { kind: 'raise_priority', priority },
    run: () => updateIncident.apply(trx, { ...command, fields: { priority } }),
  }
}

async function reassign(
  trx: TransactionClientContract,
  ticket: Ticket,
  rule: EscalationRule,
  teamId: number
): Promise<Act> {
  const team = await trx.from('teams').where({ id: teamId, is_active: true }).first()
  const isPossible = nextState(ticket.state as IncidentState, 'assign') && ticket.teamId !== teamId
  if (!team || !isPossible) return { outcome: { kind: 'reassign', teamId, isSkipped: true } }
  const command = { actor: RULE_ACTOR, ticketId: ticket.id, note: reasonOf(rule) }
  return {
    outcome: { kind: 'reassign', teamId },
    run: () => assignIncident.apply(trx, { ...command, teamId, assigneeId: null }),
  }
}

/** The rule in signs that read the same in every language. */
function reasonOf({ moment, amount }: EscalationRule): string {
  if (moment === 'percent') return `SLA ${amount} %`
  return `SLA ${moment === 'before_due' ? '−' : '+'}${amount}′`
}
