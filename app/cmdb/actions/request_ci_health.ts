import MakeCiHealthJob from '#cmdb/jobs/make_ci_health_job'
import CiHealthSetting from '#cmdb/models/ci_health_setting'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { inTransaction } from '#core/transaction'

export const CI_HEALTH = 'ci_health'

/**
 * Has the health of the CMDB judged in the background. One run at a time: who asks while one is
 * under way gets that one.
 */
export const requestCiHealth = {
  async handle({ actor = SYSTEM_ACTOR }: { actor?: Actor } = {}): Promise<BackgroundTask> {
    const { task, isNew } = await inTransaction(async (trx) => {
      // Requests wait for each other here.
      const settings = await CiHealthSetting.query({ client: trx }).forUpdate().firstOrFail()
      const current = await BackgroundTask.query({ client: trx })
        .where('kind', CI_HEALTH)
        .whereIn('state', ['queued', 'running'])
        .first()
      if (current) return { task: current, isNew: false }
      if (actor.userId !== null) {
        await recordAudit(trx, {
          ...{ actor, subjectType: CI_HEALTH, subjectId: settings.id, organisationId: null },
          action: 'ci_health.run_requested',
        })
      }
      const created = await BackgroundTask.create(
        {
          ...{ kind: CI_HEALTH, requestedByUserId: actor.userId, input: {}, organisationId: null },
          ...{ state: 'queued', progressDone: 0, progressTotal: 0 },
        },
        { client: trx }
      )
      return { task: created, isNew: true }
    })
    if (isNew) await MakeCiHealthJob.dispatch({ taskId: task.id })
    return task
  },
}
