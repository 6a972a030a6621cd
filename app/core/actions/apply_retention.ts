import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { clock } from '#core/clock'
import RetentionRule from '#core/models/retention_rule'
import { listRetention, type Retention } from '#core/queries/list_retention'
import { inTransaction } from '#core/transaction'
import logger from '@adonisjs/core/services/logger'

/**
 * Lets go of what was kept long enough, kind by kind as the rules say. One kind that fails does not
 * keep the others. Gives how many rows went, by kind.
 */
export const applyRetention = {
  async handle(actor: Actor = SYSTEM_ACTOR): Promise<Record<string, number>> {
    const gone: Record<string, number> = {}
    for (const retention of await listRetention()) {
      if (!retention.isOn) continue
      const { kind } = retention.offered
      try {
        gone[kind] = await applyOne(retention)
        await note(actor, retention, gone[kind])
      } catch (error) {
        logger.error({ err: error, kind }, 'retention failed')
      }
    }
    return gone
  },
}

async function applyOne({ offered, before }: Retention): Promise<number> {
  let total = 0
  for await (const size of offered.purge(before)) total += size
  return total
}

/** A run that found nothing leaves its time alone, and no row in the audit each night. */
async function note(actor: Actor, { offered, days, isOn }: Retention, count: number) {
  await inTransaction(async (trx) => {
    const { kind } = offered
    const known = await RetentionRule.query({ client: trx }).where({ kind }).first()
    const rule = known ?? new RetentionRule().merge({ kind, days, isOn, version: 1 })
    await rule.merge({ lastRunAt: clock.now(), lastCount: count }).useTransaction(trx).save()
    if (count === 0) return
    await recordAudit(trx, {
      actor,
      subjectType: 'retention_rule',
      subjectId: rule.id,
      organisationId: null,
      action: 'retention.applied',
      changes: [
        { field: 'retentionKind', before: null, after: kind },
        { field: 'removedRows', before: null, after: count },
      ],
    })
  })
}
