import { CI_SUBJECT, indexConfigurationItem } from '#cmdb/actions/index_configuration_item'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import CiClass from '#cmdb/models/ci_class'
import type { CiStatus, Environment } from '#cmdb/models/ci_types'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { classAttributes } from '#cmdb/queries/class_attributes'
import {
  attributeChanges,
  editAttributes,
  type AttributeInput,
} from '#cmdb/workflow/attribute_values'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'

export type ItemValues = {
  name: string
  classCode: string
  organisationId: number
  status: CiStatus
  environment: Environment
  criticality: number
  description?: string | null
  vendor?: string | null
  model?: string | null
  serialNumber?: string | null
  ipAddress?: string | null
  siteId?: number | null
  supportTeamId?: number | null
  ownerPersonId?: number | null
  serviceId?: number | null
  attributes?: AttributeInput
}

type Input = { actor: Actor; values: ItemValues }

/**
 * Puts an item into the CMDB (CFG-05).
 * @throws Refusal when the class is unknown or abstract, or an attribute does not fit the class
 */
export const createConfigurationItem = {
  async handle({ actor, values }: Input): Promise<ConfigurationItem> {
    const { classCode, attributes = {}, ...columns } = values
    return inTransaction(async (trx) => {
      const ciClass = await CiClass.query({ client: trx }).where('code', classCode).first()
      if (!ciClass || ciClass.isAbstract) {
        throw new Refusal('cmdb.errors.unknown_class', {}, 'classCode')
      }

      const definitions = await classAttributes(ciClass.id, trx)
      const item = new ConfigurationItem().useTransaction(trx)
      item.merge({ ...columns, ciClassId: ciClass.id, operationalState: 'unknown', version: 1 })
      item.attributes = editAttributes(definitions, {}, attributes)
      const changes = pendingChanges(item)
        .filter(({ field, after }) => field !== 'attributes' && after !== null)
        .concat(attributeChanges({}, item.attributes))
      item.number = await takeNumber(trx, 'configuration_item')
      await item.save()

      await recordAudit(trx, {
        actor,
        subjectType: CI_SUBJECT,
        subjectId: item.id,
        subjectVersion: item.version,
        organisationId: item.organisationId,
        action: 'configuration_item.created',
        changes,
      })
      await indexConfigurationItem(trx, item)
      await raiseImpactVersion(trx, [{ kind: 'item', recordId: item.id }])
      return item
    })
  },
}
