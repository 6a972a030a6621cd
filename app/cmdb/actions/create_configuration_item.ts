import { indexAttributeValues } from '#cmdb/actions/index_attribute_values'
import { CI_SUBJECT, indexConfigurationItem } from '#cmdb/actions/index_configuration_item'
import { indexTags } from '#cmdb/actions/index_tags'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { refuseUnknownHolders } from '#cmdb/actions/refuse_unknown_holders'
import { refuseUnknownReferences } from '#cmdb/actions/refuse_unknown_references'
import { refuseWrongStep } from '#cmdb/actions/refuse_wrong_step'
import { sealSecrets } from '#cmdb/actions/seal_secrets'
import CiClass from '#cmdb/models/ci_class'
import type { CiStatus, Environment } from '#cmdb/models/ci_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { classSchema } from '#cmdb/queries/class_schema'
import { attributeChanges } from '#cmdb/workflow/attribute_values'
import type { AttributeInput } from '#cmdb/workflow/class_schema'
import { workingStatus } from '#cmdb/workflow/item_lifecycle'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'

export type ItemValues = {
  name: string
  classCode: string
  organisationId: number
  /** Where nobody says, what the class's items are in while they work. */
  status?: CiStatus
  environment: Environment
  criticality: number
  description?: string | null
  vendor?: string | null
  model?: string | null
  serialNumber?: string | null
  ipAddress?: string | null
  siteId?: number | null
  supportTeamId?: number | null
  changeTeamId?: number | null
  ownerPersonId?: number | null
  serviceId?: number | null
  /** As `tagText` gives them. */
  tags?: string | null
  attributes?: AttributeInput
}

/** Told in their own way, or not at all. */
const UNTOLD: ReadonlySet<string> = new Set(['attributes', 'statusChangedAt'])

type Input = {
  actor: Actor
  /** Whose sight decides which items and people attributes may name; none for imports and seeds. */
  principal?: Principal | null
  values: ItemValues
  /** Why it begins where the lifecycle does not let it. */
  reason?: string | null
  correctsLifecycle?: boolean
}

/**
 * Puts an item into the CMDB (CFG-05).
 * @throws Refusal when the class is unknown or abstract, its naming rule forbids the name, its
 * lifecycle does not know the status or does not let a person begin there (§4.6), or an
 * attribute does not fit the class, is missing or taken (CFG-13)
 */
export const createConfigurationItem = {
  async handle(input: Input): Promise<ConfigurationItem> {
    const { actor, principal = null, values, reason = null, correctsLifecycle } = input
    const { classCode, attributes = {}, ...columns } = values
    return inTransaction(async (trx) => {
      const ciClass = await CiClass.query({ client: trx })
        .where('code', classCode)
        .forShare()
        .first()
      if (!ciClass || ciClass.isAbstract) {
        throw new Refusal('cmdb.errors.unknown_class', {}, 'classCode')
      }

      const schema = await classSchema(ciClass, trx)
      schema.checkName(columns.name)
      const item = new ConfigurationItem().useTransaction(trx)
      item.merge({ status: workingStatus(ciClass.lifecycle), ...columns, ciClassId: ciClass.id })
      item.merge({ operationalState: 'unknown', statusChangedAt: clock.now(), version: 1 })
      await refuseUnknownHolders(trx, item, principal)
      const who = { principal, reason, corrects: correctsLifecycle }
      const corrected = await refuseWrongStep(trx, item, who)
      const filled = schema.fill(attributes)
      await refuseUnknownReferences(trx, schema.definitions, filled, principal)
      item.attributes = sealSecrets(schema, {}, filled)
      const changes = pendingChanges(item)
        .filter(({ field, after }) => !UNTOLD.has(field) && after !== null)
        .concat(attributeChanges(schema.byKey, {}, item.attributes))
      if (corrected) changes.push({ field: 'correctedGuard', before: null, after: corrected })
      item.number = await takeNumber(trx, 'configuration_item')
      await item.save()
      await indexAttributeValues(trx, item, schema.definitions, { has: 'nothing' })
      if (item.tags) await indexTags(trx, [{ id: item.id, tags: item.tags, isNew: true }])

      await recordAudit(trx, {
        actor,
        subjectType: CI_SUBJECT,
        subjectId: item.id,
        subjectVersion: item.version,
        organisationId: item.organisationId,
        action: 'configuration_item.created',
        reason,
        changes,
      })
      await indexConfigurationItem(trx, item)
      await raiseImpactVersion(trx, [{ kind: 'item', recordId: item.id }])
      return item
    })
  },
}
