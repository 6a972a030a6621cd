import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { clock as time } from '#core/clock'
import type Clock from '#sla/models/clock'
import type ClockRecalculation from '#sla/models/clock_recalculation'
import {
  loadPromises,
  matchTargets,
  type Promises,
  type TargetFacts,
  type TargetMatch,
} from '#sla/queries/find_targets'
import { openClocksBehind } from '#sla/queries/open_clocks_behind'
import { openClocksUnder } from '#sla/queries/open_clocks_under'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** Which clocks a run goes over, and what each would get at the moment. */
export type RecalculationScope = {
  at: DateTime<true>
  /** A fresh query for the open clocks that are meant. */
  clocks(): ReturnType<typeof openClocksUnder>
  /** Null leaves the clock as it is. */
  targetOf(
    clock: Clock,
    facts: TargetFacts
  ): Promise<(TargetMatch & { calendarVersion: number }) | null>
}

/** The scope of a run, for one transaction: what it reads is read once. */
export async function scopeOf(
  { agreementId, calendarId }: ClockRecalculation,
  trx: TransactionClientContract
): Promise<RecalculationScope> {
  const at = time.now()
  return agreementId === null
    ? calendarScope(calendarId!, at, trx)
    : agreementScope(agreementId, at, trx)
}

/** An agreement's clocks go over to its present targets and the present versions of calendars. */
function agreementScope(
  agreementId: number,
  at: DateTime<true>,
  trx: TransactionClientContract
): RecalculationScope {
  const promises = new Map<string, Promises>()
  const versions = new Map<number, number>()
  return {
    at,
    clocks: () => openClocksUnder(agreementId, trx),
    async targetOf({ metric }, facts) {
      const kind = facts.ticketKind
      const known = promises.get(kind) ?? (await loadPromises(agreementId, kind, trx))
      promises.set(kind, known)
      const targets = matchTargets(known, { ...facts, onDate: at.toISODate() })
      const match = targets.find((each) => each.metric === metric)
      if (!match) return null
      const id = match.calendarId
      const version = versions.get(id) ?? (await calendarVersionAt(id, at, trx)).version
      versions.set(id, version)
      return { ...match, calendarVersion: version }
    },
  }
}

/** A calendar's clocks keep their targets and count on its version in force. */
async function calendarScope(
  calendarId: number,
  at: DateTime<true>,
  trx: TransactionClientContract
): Promise<RecalculationScope> {
  const inForce = await calendarVersionAt(calendarId, at, trx)
  return {
    at,
    clocks: () => openClocksBehind(inForce, trx),
    async targetOf(clock) {
      const { metric, agreementId, agreementVersion, agreementTargetId, targetMinutes } = clock
      return {
        ...{ metric, agreementId, agreementVersion, agreementTargetId: agreementTargetId! },
        ...{ calendarId, calendarVersion: inForce.version, targetMinutes },
      }
    },
  }
}
