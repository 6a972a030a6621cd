import { parseJson } from '#core/columns'
import type { DeliveryStart, Metric, ReopenPolicy } from '#sla/workflow/metrics'
import type { SwitchPolicy } from '#sla/workflow/switch_target'
import { chooseTargets, type TargetFacts, type TargetRule } from '#sla/workflow/target_choice'
import { errors } from '@adonisjs/lucid'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type { TargetFacts } from '#sla/workflow/target_choice'

type Wanted = TargetFacts & {
  agreementId: number
  /** Local date `YYYY-MM-DD` the promise is looked up for. */
  onDate: string
}

/** A promised time with everything a clock remembers of it. */
export type TargetMatch = {
  metric: Metric
  agreementId: number
  agreementVersion: number
  agreementTargetId: number
  /** The target's own calendar, or the agreement's. */
  calendarId: number
  targetMinutes: number
}

/** What an agreement promises to one kind of ticket, for `matchTargets`. */
export type Promises = {
  validFrom: string
  validTo: string | null
  pauseStates: string[]
  switchPolicy: SwitchPolicy
  reopenPolicy: ReopenPolicy
  deliveryStart: DeliveryStart
  /** Of targets that name no other. */
  agreementCalendarId: number
  targets: (TargetMatch & TargetRule)[]
}

type Row = Omit<Promises['targets'][number], 'id'> & {
  id: number | null
  validFrom: string
  validTo: string | null
  pauseStates: unknown
  switchPolicy: SwitchPolicy
  reopenPolicy: ReopenPolicy
  deliveryStart: DeliveryStart
  agreementCalendarId: number
}

/**
 * The most specific target of each metric (SLM-02); none when the agreement is not valid on the
 * date. Inside a transaction pass its client. Throws E_ROW_NOT_FOUND for an unknown agreement.
 */
export async function findTargets(
  wanted: Wanted,
  client?: QueryClientContract
): Promise<TargetMatch[]> {
  return matchTargets(await loadPromises(wanted.agreementId, wanted.ticketKind, client), wanted)
}

/** Reads an agreement's targets with their calendars, all in one statement. */
export async function loadPromises(
  agreementId: number,
  ticketKind: string,
  client: QueryClientContract = db.connection()
): Promise<Promises> {
  const rows: Row[] = await client
    .from('agreements')
    .where('agreements.id', agreementId)
    .leftJoin('agreement_targets as targets', (join) => {
      void join
        .on('targets.agreement_id', 'agreements.id')
        .andOnVal('targets.ticket_kind', ticketKind)
    })
    .joinRaw(
      'join calendars on calendars.id = coalesce(targets.calendar_id, agreements.calendar_id)'
    )
    .orderBy('targets.id')
    .select('agreements.valid_from as validFrom', 'agreements.valid_to as validTo')
    .select('agreements.pause_states as pauseStates', 'agreements.id as agreementId')
    .select('agreements.switch_policy as switchPolicy')
    .select('agreements.reopen_policy as reopenPolicy')
    .select('agreements.delivery_start as deliveryStart')
    .select('agreements.calendar_id as agreementCalendarId')
    .select('agreements.version as agreementVersion', 'calendars.id as calendarId')
    .select('targets.id as id', 'targets.id as agreementTargetId')
    .select('targets.metric', 'targets.priority', 'targets.ticket_kind as ticketKind')
    .select('targets.service_id as serviceId', 'targets.target_minutes as targetMinutes')
    .select('targets.organisation_id as organisationId', 'targets.is_vip_only as isVipOnly')
    .select('targets.ci_criticality as ciCriticality')
  const [first] = rows
  if (!first) throw new errors.E_ROW_NOT_FOUND()

  const { validFrom, validTo, pauseStates, agreementCalendarId } = first
  const { switchPolicy, reopenPolicy, deliveryStart } = first
  const targets = rows
    .filter((row): row is Row & { id: number } => row.id !== null)
    // Raw rows have 0 and 1.
    .map((row) => ({ ...row, isVipOnly: Boolean(row.isVipOnly) }))
  return {
    ...{ validFrom, validTo, switchPolicy, reopenPolicy, deliveryStart, agreementCalendarId },
    pauseStates: parseJson(pauseStates),
    targets,
  }
}

/** As `findTargets`, for promises that are loaded. */
export function matchTargets(
  promises: Promises,
  wanted: Omit<Wanted, 'agreementId'>
): TargetMatch[] {
  if (!isValidOn(promises, wanted.onDate)) return []
  return chooseTargets(promises.targets, wanted).map(toMatch)
}

function toMatch(target: Promises['targets'][number]): TargetMatch {
  const { metric, agreementId, agreementVersion, agreementTargetId, calendarId, targetMinutes } =
    target
  return {
    metric,
    agreementId,
    agreementVersion,
    agreementTargetId,
    calendarId,
    targetMinutes,
  }
}

function isValidOn({ validFrom, validTo }: Promises, date: string): boolean {
  return validFrom <= date && (validTo === null || date <= validTo)
}
