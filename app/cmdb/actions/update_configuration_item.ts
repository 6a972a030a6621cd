import { CI_SUBJECT, indexConfigurationItem } from '#cmdb/actions/index_configuration_item'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import type { ItemValues } from '#cmdb/actions/create_configuration_item'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { classAttributes } from '#cmdb/queries/class_attributes'
import { attributeChanges, editAttributes } from '#cmdb/workflow/attribute_values'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Edit = Partial<Omit<ItemValues, 'classCode' | 'organisationId'>> & {
  operationalState?: string
}
type Input = { actor: Actor; itemId: number; values: Edit; seenVersion?: number }

/**
 * Changes an item's fields and attributes; a field that is not named stays (CFG-07).
 * @throws StaleRecord when the item changed since `seenVersion`, Refusal on an attribute's value
 */
export const updateConfigurationItem = {
  async handle({ actor, itemId, values, seenVersion }: Input): Promise<ConfigurationItem> {
    return inTransaction(async (trx) => {
      const item = await ConfigurationItem.query({ client: trx })
        .where('id', itemId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, CI_SUBJECT, item, seenVersion)

      const changes = await this.apply(trx, item, values)
      if (changes.length === 0) return item

      item.version += 1
      await item.save()
      await recordAudit(trx, {
        actor,
        subjectType: CI_SUBJECT,
        subjectId: item.id,
        subjectVersion: item.version,
        organisationId: item.organisationId,
        action: 'configuration_item.updated',
        changes,
      })
      await indexConfigurationItem(trx, item)
      await raiseImpactVersion(trx, [{ kind: 'item', recordId: item.id }])
      return item
    })
  },

  async apply(
    trx: TransactionClientContract,
    item: ConfigurationItem,
    values: Edit
  ): Promise<FieldChange[]> {
    const { attributes, ...columns } = values
    item.merge(columns)
    const changes = pendingChanges(item)
    if (!attributes) return changes

    const definitions = await classAttributes(item.ciClassId, trx)
    const edited = editAttributes(definitions, item.attributes, attributes)
    const edits = attributeChanges(item.attributes, edited)
    if (edits.length > 0) item.attributes = edited
    return [...changes, ...edits]
  },
}
