import MakeSinglePointsJob from '#cmdb/jobs/make_single_points_job'
import Service from '#catalog/models/service'
import BackgroundTask from '#core/models/background_task'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import Organisation from '#directory/models/organisation'
import type { Principal, Reach } from '#directory/queries/principal'

export const SINGLE_POINTS = 'single_points'

/** Which services are watched: all, those of one client and what belongs to it, or one. */
export type SinglePointsInput = {
  organisation: { id: number; code: string; name: string } | null
  service: { id: number; code: string; ru: string; en: string } | null
  reach: Reach
}

type Request = {
  actor: Actor
  principal: Principal
  /** Codes. */
  organisation: string | null
  service: string | null
}

/**
 * Has the single points of failure looked for in the background (domain §4.4).
 * Throws ReferenceNotFound.
 */
export const requestSinglePoints = {
  async handle({ actor, principal, organisation, service }: Request): Promise<BackgroundTask> {
    const input: SinglePointsInput = {
      organisation: organisation === null ? null : await clientOf(principal, organisation),
      service: service === null ? null : await serviceOf(service),
      reach: principal.reach('cis.view'),
    }
    const task = await inTransaction(async (trx) => {
      await recordAudit(trx, {
        ...{ actor, subjectType: SINGLE_POINTS, subjectId: 0, organisationId: null },
        action: 'single_points.requested',
        changes: Object.entries({ organisation, service })
          .filter(([, after]) => after !== null)
          .map(([field, after]) => ({ field, before: null, after })),
      })
      return BackgroundTask.create(
        {
          ...{ kind: SINGLE_POINTS, requestedByUserId: principal.userId, input },
          ...{ organisationId: null, state: 'queued', progressDone: 0, progressTotal: 0 },
        },
        { client: trx }
      )
    })
    await MakeSinglePointsJob.dispatch({ taskId: task.id })
    return task
  },
}

async function clientOf(principal: Principal, code: string) {
  const found = await Organisation.query().where({ code }).first()
  if (!found || !principal.canOn('cis.view', { organisationId: found.id })) {
    throw new ReferenceNotFound('organisation')
  }
  return { id: found.id, code, name: found.name }
}

async function serviceOf(code: string) {
  const found = await Service.query().where({ code }).whereNot('status', 'retired').first()
  if (!found) throw new ReferenceNotFound('service')
  return { id: found.id, code, ru: found.nameRu, en: found.nameEn }
}
