import CaptureBaselineJob from '#cmdb/jobs/capture_baseline_job'
import Baseline from '#cmdb/models/baseline'
import type { BaselineScope } from '#cmdb/models/baseline_types'
import { scopeIds } from '#cmdb/queries/baseline_scope'
import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { Refusal, type Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type { DateTime } from 'luxon'

export const BASELINE_SUBJECT = 'baseline'

type Input = {
  actor: Actor
  principal: Principal
  name: string
  description: string | null
  scope: BaselineScope
  /** A past moment to copy; null is now. */
  at: DateTime | null
}

/**
 * Has items copied in the background as they are now, or as they were (CFG-08).
 * @throws Refusal when the scope has no items
 */
export const requestBaseline = {
  async handle({ actor, principal, name, description, scope, at }: Input): Promise<Baseline> {
    const ids = await scopeIds(scope, principal)
    if (ids.length === 0) throw new Refusal('baselines.errors.empty', {}, 'scope')
    return inTransaction(async (trx) => {
      const baseline = await Baseline.create(
        {
          ...{ name, description, scope, state: 'queued', createdByUserId: principal.userId },
          ...{ capturedAt: at ?? clock.now(), progressDone: 0, progressTotal: ids.length },
          ...{ itemCount: 0, relationCount: 0 },
        },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, subjectType: BASELINE_SUBJECT, subjectId: baseline.id },
        ...{ organisationId: null, action: 'baseline.requested' },
        changes: [
          { field: 'name', before: null, after: name },
          { field: 'scope', before: null, after: scope as unknown as Plain },
        ],
      })
      await enqueueJob(trx, CaptureBaselineJob.dispatch({ baselineId: baseline.id }))
      return baseline
    })
  },
}
