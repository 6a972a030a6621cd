import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { openSecret } from '#cmdb/actions/seal_secrets'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { attributeField } from '#cmdb/workflow/field_names'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; item: ConfigurationItem; key: string }

/**
 * The text of an item's secret; that somebody looked stands in the history. Null when the attribute
 * is no secret of its class, holds nothing or cannot be opened.
 */
export const showSecret = {
  async handle({ actor, item, key }: Input): Promise<string | null> {
    return inTransaction(async (trx) => {
      const { byKey } = await lockedClassSchema(trx, item.ciClassId)
      const secret = byKey.get(key)?.type === 'secret' ? openSecret(item.attributes[key]) : null
      if (secret === null) return null
      await recordAudit(trx, {
        actor,
        subjectType: CI_SUBJECT,
        subjectId: item.id,
        organisationId: item.organisationId,
        action: 'configuration_item.secret_shown',
        changes: [{ field: attributeField(key), before: SECRET_MASK, after: SECRET_MASK }],
      })
      return secret
    })
  },
}
