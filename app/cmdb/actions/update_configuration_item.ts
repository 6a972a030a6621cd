import type { ItemValues } from '#cmdb/actions/create_configuration_item'
import { indexAttributeValues } from '#cmdb/actions/index_attribute_values'
import { CI_SUBJECT, indexConfigurationItem } from '#cmdb/actions/index_configuration_item'
import { indexTags } from '#cmdb/actions/index_tags'
import { keepManualOrigins } from '#cmdb/actions/keep_manual_origins'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { refuseUnknownHolders } from '#cmdb/actions/refuse_unknown_holders'
import { refuseUnknownReferences } from '#cmdb/actions/refuse_unknown_references'
import { refuseWrongStatus } from '#cmdb/actions/refuse_wrong_status'
import { sealSecrets } from '#cmdb/actions/seal_secrets'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { attributeChanges, changedKeys } from '#cmdb/workflow/attribute_values'
import { attributeField } from '#cmdb/workflow/field_names'
import type { AttributeInput, ClassSchema } from '#cmdb/workflow/class_schema'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Edit = Partial<Omit<ItemValues, 'classCode' | 'organisationId'>> & {
  operationalState?: string
  /** Whether a change alone may change the item; null is as its class says. */
  isChangeControlled?: boolean | null
}
type Input = {
  actor: Actor
  /** Whose sight decides which items and people attributes may name; none for imports and seeds. */
  principal?: Principal | null
  itemId: number
  values: Edit
  seenVersion?: number
  /** Why, where somebody has to say it; it stands in the history. */
  reason?: string | null
  /** Somebody with the right to correct says that the lifecycle is to be left aside. */
  correctsLifecycle?: boolean
}

/**
 * Changes an item's fields and attributes; a field that is not named stays (CFG-07). What changes
 * nothing but attributes that keep no history leaves version and history alone.
 * @throws StaleRecord when the item changed since `seenVersion`, Refusal on a name or an attribute's
 * value that does not fit the class or is taken (CFG-13), on a status that the lifecycle does not lead
 * to now or that only a change may set (CFG-15);
 * ReferenceNotFound on a site, team or owner
 */
export const updateConfigurationItem = {
  handle(input: Input): Promise<ConfigurationItem> {
    return inTransaction((trx) => this.within(trx, input))
  },

  /** The same as a part of something larger. */
  async within(trx: TransactionClientContract, input: Input): Promise<ConfigurationItem> {
    const { actor, principal = null, itemId, values, seenVersion, reason = null } = input
    const { correctsLifecycle: corrects } = input
    const item = await ConfigurationItem.query({ client: trx })
      .where('id', itemId)
      .forUpdate()
      .firstOrFail()
    await refuseStale(trx, CI_SUBJECT, item, seenVersion)

    const { attributes, ...columns } = values
    item.merge(columns)
    const changes = pendingChanges(item)
    await refuseUnknownHolders(trx, item, principal)
    const corrected = await refuseWrongStatus(trx, item, { principal, reason, corrects })
    const fields = changes.map(({ field }) => field)
    const isRenamed = changes.some(({ field }) => field === 'name')
    if (attributes || isRenamed) {
      const schema = await lockedClassSchema(trx, item.ciClassId)
      if (isRenamed) schema.checkName(item.name)
      const before = item.attributes
      if (attributes) await changeAttributes(trx, { item, schema, principal }, attributes)
      changes.push(...attributeChanges(schema.byKey, before, item.attributes))
      fields.push(...changedKeys(before, item.attributes).map(attributeField))
    }
    if (!item.$isDirty) return item

    if ('status' in item.$dirty) item.statusChangedAt = clock.now()
    if (corrected) changes.push({ field: 'correctedGuard', before: null, after: corrected })
    if (changes.length > 0) item.version += 1
    const isTagged = 'tags' in item.$dirty
    await item.save()
    if (isTagged) await indexTags(trx, [item])
    await keepManualOrigins(trx, { actor, itemId, fields })
    if (changes.length === 0) return item
    await recordAudit(trx, {
      actor,
      subjectType: CI_SUBJECT,
      subjectId: item.id,
      subjectVersion: item.version,
      organisationId: item.organisationId,
      action: 'configuration_item.updated',
      reason,
      changes,
    })
    await indexConfigurationItem(trx, item)
    await raiseImpactVersion(trx, [{ kind: 'item', recordId: item.id }])
    return item
  },
}

type Subject = { item: ConfigurationItem; schema: ClassSchema; principal: Principal | null }

async function changeAttributes(
  trx: TransactionClientContract,
  { item, schema, principal }: Subject,
  input: AttributeInput
) {
  const before = item.attributes
  const edited = sealSecrets(schema, before, schema.edit(before, input))
  const changed = new Set(changedKeys(before, edited))
  if (changed.size === 0) return
  item.attributes = edited
  const definitions = schema.definitions.filter(({ key }) => changed.has(key))
  await refuseUnknownReferences(trx, definitions, edited, principal)
  await indexAttributeValues(trx, item, definitions)
}
