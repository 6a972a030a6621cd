import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { MANUAL_SOURCE, type FieldOrigins } from '#cmdb/workflow/authority'
import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { attributeField } from '#cmdb/workflow/field_names'
import { recordAudit } from '#core/actions/record_audit'
import { upsertRows } from '#core/actions/upsert_rows'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; itemId: number; field: string; isLocked: boolean }

/**
 * Locks a field of an item, so that no source writes it, or opens it again (domain §4.8). What is as
 * wanted already stays. Throws ReferenceNotFound for a field the item does not have.
 */
export const lockItemField = {
  async handle({ actor, itemId, field, isLocked }: Input) {
    await inTransaction(async (trx) => {
      const item = await ConfigurationItem.query({ client: trx })
        .where('id', itemId)
        .forUpdate()
        .firstOrFail()
      await refuseUnknown(trx, item, field)
      const fields: FieldOrigins = { ...(await itemOrigins([itemId], trx)).get(itemId) }
      const before = fields[field]?.isLocked === true
      if (before === isLocked) return

      const now = clock.now().toUTC().toISO()!
      const origin = fields[field] ?? { source: MANUAL_SOURCE.code, at: now, by: actor.userId }
      fields[field] = { ...origin, isLocked }
      const row = { item_id: itemId, fields: JSON.stringify(fields) }
      await upsertRows(trx, 'ci_provenances', [row], { key: ['item_id'], update: ['fields'] })
      await recordAudit(trx, {
        ...{ actor, subjectType: CI_SUBJECT, subjectId: itemId },
        organisationId: item.organisationId,
        action: `configuration_item.field_${isLocked ? 'locked' : 'unlocked'}`,
        changes: [
          { field: 'lockedField', before: before ? field : null, after: isLocked ? field : null },
        ],
      })
    })
  },
}

async function refuseUnknown(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  field: string
) {
  if (field in ITEM_COLUMNS) return
  const { definitions } = await lockedClassSchema(trx, item.ciClassId)
  if (!definitions.some(({ key }) => attributeField(key) === field)) {
    throw new ReferenceNotFound('field')
  }
}
