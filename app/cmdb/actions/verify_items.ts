import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { isoOfSqlUtc, toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'

/**
 * "I have checked these items": who and when, in the history of each (CFG-11). What an item says
 * stays as it is, so that nobody's edit is disturbed.
 */
export const verifyItems = {
  async handle({ actor, itemIds }: { actor: Actor; itemIds: readonly number[] }): Promise<number> {
    const now = clock.now()
    return inTransaction(async (trx) => {
      const items = await ConfigurationItem.query({ client: trx })
        .whereIn('id', [...itemIds])
        .orderBy('id')
        .forUpdate()
      await trx
        .from('configuration_items')
        .whereIn(
          'id',
          items.map(({ id }) => id)
        )
        .update({ last_verified_at: toSqlUtc(now), last_verified_by_user_id: actor.userId })
      await recordAudits(
        trx,
        items.map(({ id, organisationId, lastVerifiedAt }) => ({
          ...{ actor, subjectType: CI_SUBJECT, subjectId: id, organisationId },
          action: 'configuration_item.verified',
          changes: [
            {
              field: 'lastVerifiedAt',
              before: lastVerifiedAt && isoOfSqlUtc(toSqlUtc(lastVerifiedAt)),
              after: now.toISO(),
            },
          ],
        }))
      )
      return items.length
    })
  },
}
