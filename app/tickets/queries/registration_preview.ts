import { loadWorkingTime } from '#calendars/queries/load_working_time'
import Calendar from '#calendars/models/calendar'
import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type Contract from '#contracts/models/contract'
import { findContract } from '#contracts/queries/find_contract'
import { clock } from '#core/clock'
import Person from '#directory/models/person'
import { findTargets, type TargetMatch } from '#sla/queries/find_targets'
import { priorityOf, type Impact, type Priority, type Urgency } from '#tickets/workflow/priority'
import { DateTime } from 'luxon'

type Wanted = {
  requesterId: number
  serviceId: number | null
  /** The first is the primary one (INC-05). */
  ciIds: number[]
  impact: Impact
  urgency: Urgency
}

export type RegistrationPreview = {
  priority: Priority
  organisationId: number
  contract: Contract | null
  deadlines: { metric: string; targetMinutes: number; dueAt: string | null; timeZone: string }[]
}

const CRITICAL = 1

/**
 * What registering now would lead to: priority by the matrix (INC-09), contract and due times. A
 * hint for the form; the registration computes everything again.
 */
export async function registrationPreview(wanted: Wanted): Promise<RegistrationPreview> {
  const { requesterId, serviceId, ciIds, impact, urgency } = wanted
  const [{ organisation, organisationId, isVip }, service, item] = await Promise.all([
    Person.query().where('id', requesterId).preload('organisation').firstOrFail(),
    serviceId ? Service.findOrFail(serviceId) : null,
    ciIds[0] ? ConfigurationItem.findOrFail(ciIds[0]) : null,
  ])
  const ciCriticality = item?.criticality ?? null
  const isCriticalService = service?.criticality === CRITICAL || ciCriticality === CRITICAL
  const priority = priorityOf({ impact, urgency, isVip, isCriticalService })
  const now = clock.now()
  const onDate = now.toISODate()
  const { lineage } = organisation
  const contract = await findContract({
    ...{ organisationId, lineage, serviceId, onDate },
    ciId: item?.id ?? null,
  })
  if (!contract) return { priority, organisationId, contract, deadlines: [] }

  const { agreementId } = contract
  const targets = await findTargets({
    ...{ agreementId, onDate, ticketKind: 'incident', serviceId, priority },
    ...{ organisationIds: lineage, ciCriticality, isVip },
  })
  const deadlines = await Promise.all(targets.map((target) => deadlineOf(target, now.toMillis())))
  return { priority, organisationId, contract, deadlines }
}

async function deadlineOf({ metric, targetMinutes, calendarId }: TargetMatch, from: number) {
  const calendar = await Calendar.findOrFail(calendarId)
  const due = (await loadWorkingTime(calendarId)).add(from, targetMinutes)
  const dueAt = due === null ? null : DateTime.fromMillis(due, { zone: 'utc' }).toISO()
  return { metric, targetMinutes, dueAt, timeZone: calendar.timeZone }
}
