import Calendar from '#calendars/models/calendar'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { ReferenceNotFound } from '#core/errors'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type {
  ReplayTerms,
  ServiceLevelReplayInput,
} from '#reporting/actions/make_service_level_replay'
import { NothingInstead, TooManyReplays } from '#reporting/errors'
import MakeServiceLevelReplayJob from '#reporting/jobs/make_service_level_replay_job'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import Agreement from '#sla/models/agreement'
import type { ReplayScope } from '#sla/queries/promise_replay'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Replays that may wait or work at once, of one person and all in all. */
export const MOST_OWN = 3
const MOST_IN_ALL = 12
/** One that is older has lost its worker and holds up no other. */
const GIVEN_UP_AFTER = { days: 1 }

type RequestReplay = {
  actor: Actor
  principal: Principal
  /** Codes; at least one of the two. */
  agreement: string | null
  calendar: string | null
  scope: ReplayScope
  query: Record<string, string>
}

/**
 * Has a past period judged anew in the background, as far as its reader reaches at that moment.
 * Throws NothingInstead, ReferenceNotFound, TooManyReplays.
 */
export const requestServiceLevelReplay = {
  async handle({ actor, principal, agreement, calendar, scope, query }: RequestReplay) {
    if (agreement === null && calendar === null) throw new NothingInstead()
    const { from, to } = serviceLevelQuery(query, principal).span
    const input: ServiceLevelReplayInput = {
      ...{ query: { ...query, from, to }, scope, reach: principal.reach('agreements.report') },
      agreement: agreement === null ? null : await agreementTerms(principal, agreement),
      calendar: calendar === null ? null : await calendarTerms(principal, calendar),
    }
    const task = await inTransaction(async (trx) => {
      await refuseTooMany(trx, principal)
      await recordAudit(trx, {
        ...{ actor, subjectType: 'service_level_report', subjectId: 0, organisationId: null },
        action: 'service_level_report.replayed',
        changes: Object.entries({ agreement, calendar, ...input.query })
          .filter(([, after]) => after !== null)
          .map(([field, after]) => ({ field, before: null, after })),
      })
      return BackgroundTask.create(
        {
          ...{ kind: 'service_level_replay', requestedByUserId: principal.userId, input },
          ...{ organisationId: null, state: 'queued', progressDone: 0, progressTotal: 0 },
        },
        { client: trx }
      )
    })
    await MakeServiceLevelReplayJob.dispatch({ taskId: task.id })
    return task
  },
}

async function refuseTooMany(trx: TransactionClientContract, { userId }: Principal) {
  const open = await BackgroundTask.query({ client: trx })
    .where('kind', 'service_level_replay')
    .whereIn('state', ['queued', 'running'])
    .where('createdAt', '>', toSqlUtc(clock.now().minus(GIVEN_UP_AFTER)))
  const own = open.filter(({ requestedByUserId }) => requestedByUserId === userId)
  if (own.length >= MOST_OWN) throw new TooManyReplays(own.length, 'own')
  if (open.length >= MOST_IN_ALL) throw new TooManyReplays(open.length, 'all')
}

async function agreementTerms(principal: Principal, code: string) {
  const found = await Agreement.visibleTo(principal).where({ code, kind: 'sla' }).first()
  if (!found) throw new ReferenceNotFound('agreement')
  return termsOf(found)
}

async function calendarTerms(principal: Principal, code: string) {
  const found = await Calendar.visibleTo(principal).where({ code }).first()
  if (!found) throw new ReferenceNotFound('calendar')
  return termsOf(found)
}

type Named = { id: number; code: string; nameRu: string; nameEn: string; version: number }

function termsOf({ id, code, nameRu, nameEn, version }: Named): ReplayTerms {
  return { id, code, ru: nameRu, en: nameEn, version }
}
