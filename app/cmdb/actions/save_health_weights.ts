import { CI_HEALTH } from '#cmdb/actions/request_ci_health'
import CiHealthSetting from '#cmdb/models/ci_health_setting'
import type { HealthWeights } from '#cmdb/workflow/health_figures'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'

type Input = { actor: Actor; seenVersion: number; weights: HealthWeights }

/** How much each figure counts in the overall one. Throws StaleRecord, a Refusal when none counts. */
export const saveHealthWeights = {
  async handle({ actor, seenVersion, weights }: Input) {
    const { completeness, correctness, compliance } = weights
    if (completeness + correctness + compliance === 0) {
      throw new Refusal('ci_health.errors.no_weight', {}, 'completeness')
    }
    await inTransaction(async (trx) => {
      const settings = await CiHealthSetting.query({ client: trx }).forUpdate().firstOrFail()
      await refuseStale(trx, CI_HEALTH, settings, seenVersion)
      settings.merge({
        completenessWeight: completeness,
        correctnessWeight: correctness,
        complianceWeight: compliance,
      })
      await saveVersioned(trx, settings, {
        ...{ actor, subjectType: CI_HEALTH, organisationId: () => null },
        action: 'ci_health.weights_changed',
      })
    })
  },
}
