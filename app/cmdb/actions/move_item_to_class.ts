import { indexAttributeValues } from '#cmdb/actions/index_attribute_values'
import { CI_SUBJECT, indexConfigurationItem } from '#cmdb/actions/index_configuration_item'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { refuseUnknownReferences } from '#cmdb/actions/refuse_unknown_references'
import { sealSecrets } from '#cmdb/actions/seal_secrets'
import CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { classSchema, lockedClassSchema } from '#cmdb/queries/class_schema'
import { attributeChanges } from '#cmdb/workflow/attribute_values'
import type { AttributeInput } from '#cmdb/workflow/class_schema'
import { attributeField } from '#cmdb/workflow/field_names'
import { planMove } from '#cmdb/workflow/move_plan'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'

type Input = {
  actor: Actor
  principal: Principal | null
  itemId: number
  seenVersion?: number
  classCode: string
  /** What the new class requires beside what the item has. */
  attributes?: AttributeInput
}

/**
 * Moves an item to another class (domain §4.2): what fits by key and type stays, the rest goes into
 * the history and is set aside until the item is in a class that knows it.
 * @throws StaleRecord, Refusal on the class, the name or the field of an attribute
 */
export const moveItemToClass = {
  async handle({ actor, principal, itemId, seenVersion, classCode, attributes = {} }: Input) {
    return inTransaction(async (trx) => {
      const item = await ConfigurationItem.query({ client: trx })
        .where('id', itemId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, CI_SUBJECT, item, seenVersion)
      const from = await CiClass.query({ client: trx }).where('id', item.ciClassId).firstOrFail()
      const to = await CiClass.query({ client: trx }).where('code', classCode).forShare().first()
      if (!to || to.isAbstract || to.id === from.id) {
        throw new Refusal('cmdb.errors.unknown_class', {}, 'classCode')
      }

      const [before, after] = [await lockedClassSchema(trx, from.id), await classSchema(to, trx)]
      after.checkName(item.name)
      const values = item.attributes
      const plan = planMove({ from: before, to: after, values, setAside: item.setAside ?? {} })
      const edited = sealSecrets(after, plan.values, after.edit(plan.values, attributes))
      const [absent] = after.missing(edited).required
      if (absent) throw new Refusal('cmdb.errors.attribute.required', {}, attributeField(absent))
      await refuseUnknownReferences(trx, after.definitions, edited, principal)

      item.merge({ ciClassId: to.id, attributes: edited, setAside: plan.setAside })
      item.version += 1
      await item.save()
      const known = new Map([...before.byKey, ...after.byKey])
      await indexAttributeValues(trx, item, after.definitions, { has: 'other' })
      await recordAudit(trx, {
        actor,
        subjectType: CI_SUBJECT,
        subjectId: item.id,
        subjectVersion: item.version,
        organisationId: item.organisationId,
        action: 'configuration_item.moved_to_class',
        changes: [
          { field: 'classCode', before: from.code, after: to.code },
          ...attributeChanges(known, values, edited),
        ],
      })
      await indexConfigurationItem(trx, item)
      await raiseImpactVersion(trx)
      return item
    })
  },
}
