import Calendar from '#calendars/models/calendar'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { clock as time } from '#core/clock'
import type Agreement from '#sla/models/agreement'
import type AgreementTarget from '#sla/models/agreement_target'
import { isoOf } from '#sla/queries/read_clocks'
import { dueOf } from '#sla/workflow/clock'
import { escalationTimes } from '#sla/workflow/escalation'
import { momentOf, repeatOf, type EscalationRuleValues } from '#sla/workflow/escalation_actions'
import { METRICS_OF_KIND, TARGET_TICKET_KINDS } from '#sla/workflow/metrics'
import { chooseTargets, type TargetFacts } from '#sla/workflow/target_choice'

/** A ticket of nobody in particular. */
const ORDINARY: Omit<TargetFacts, 'priority' | 'ticketKind'> = {
  ...{ serviceId: null, organisationIds: [] },
  ...{ ciCriticality: null, isVip: false },
}

type Wanted = Omit<EscalationRuleValues, 'actions'> & { priority: number }

/** When a rule would fire for a ticket that was opened now, an incident if it can be one; null when nothing is promised. */
export async function escalationPreview(agreement: Agreement, wanted: Wanted) {
  const target = targetFor(agreement.targets, wanted)
  if (!target) return null
  const calendar = await Calendar.findOrFail(target.calendarId ?? agreement.calendarId)
  const workingTime = await loadWorkingTime(calendar.id)
  const facts = {
    startedAt: time.now().toMillis(),
    targetMinutes: target.targetMinutes,
    pauses: [],
    stoppedAt: null,
  }
  const times = escalationTimes(facts, workingTime, momentOf(wanted), repeatOf(wanted))
  return {
    priority: wanted.priority,
    targetMinutes: target.targetMinutes,
    timeZone: calendar.timeZone,
    dueAt: isoOf(dueOf(facts, workingTime)),
    firesAt: times.map((at) => isoOf(at)),
  }
}

function targetFor(targets: AgreementTarget[], { agreementTargetId, metric, priority }: Wanted) {
  if (agreementTargetId !== null) return targets.find(({ id }) => id === agreementTargetId)
  const ticketKind = TARGET_TICKET_KINDS.find((kind) => METRICS_OF_KIND[kind].includes(metric))!
  return chooseTargets(targets, { ...ORDINARY, ticketKind, priority }).find(
    (target) => target.metric === metric
  )
}
