import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { NotYetAtRest } from '#cmdb/errors'
import type { CiStatus } from '#cmdb/models/ci_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; itemId: number; seenVersion?: number; isArchived: boolean }

/**
 * Puts a retired or disposed item out of sight, or back into it (CFG-04): lists and choices leave it
 * out unless they are asked for the archive. What is so already stays as it is.
 * @throws StaleRecord, NotYetAtRest
 */
export const archiveItem = {
  handle(input: Input): Promise<void> {
    return inTransaction((trx) => this.within(trx, input))
  },

  /** The same as a part of something larger. */
  async within(
    trx: TransactionClientContract,
    { actor, itemId, seenVersion, isArchived }: Input
  ): Promise<void> {
    const item = await ConfigurationItem.query({ client: trx })
      .where('id', itemId)
      .forUpdate()
      .firstOrFail()
    await refuseStale(trx, CI_SUBJECT, item, seenVersion)
    if ((item.archivedAt !== null) === isArchived) return
    if (isArchived && !GONE.includes(item.status as CiStatus)) throw new NotYetAtRest()
    item.merge({ archivedAt: isArchived ? clock.now() : null, version: item.version + 1 })
    await item.save()
    await recordAudit(trx, {
      ...{ actor, subjectType: CI_SUBJECT, subjectId: item.id, subjectVersion: item.version },
      organisationId: item.organisationId,
      action: `configuration_item.${isArchived ? 'archived' : 'unarchived'}`,
      changes: [],
    })
  },
}
