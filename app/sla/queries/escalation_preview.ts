import Calendar from '#calendars/models/calendar'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { clock as time } from '#core/clock'
import type Agreement from '#sla/models/agreement'
import type AgreementTarget from '#sla/models/agreement_target'
import { isoOf } from '#sla/queries/read_clocks'
import { dueOf } from '#sla/workflow/clock'
import { escalationTimes } from '#sla/workflow/escalation'
import { momentOf, repeatOf, type EscalationRuleValues } from '#sla/workflow/escalation_actions'
import { chooseTargets, type TargetFacts } from '#sla/workflow/target_choice'

/** An incident of nobody in particular. */
const ORDINARY: Omit<TargetFacts, 'priority'> = {
  ...{ ticketKind: 'incident', serviceId: null, organisationIds: [] },
  ...{ ciCriticality: null, isVip: false },
}

type Wanted = Omit<EscalationRuleValues, 'actions'> & { priority: number }

/** When a rule would fire for an incident that was opened now; null when nothing is promised. */
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
  return chooseTargets(targets, { ...ORDINARY, priority }).find(
    (target) => target.metric === metric
  )
}
