import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import ConfigurationItem from '#cmdb/models/configuration_item'
import type UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { isRestorable } from '#cmdb/workflow/restorable'
import type { Actor } from '#core/actor'
import { Refusal, type Plain } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isDeepStrictEqual } from 'node:util'

type How = { actor: Actor; reason: string | null }

/**
 * Puts the value back that a finding tells of.
 * @throws Refusal when the item has another value by now, or the field cannot be put back
 */
export async function restoreValue(
  trx: TransactionClientContract,
  { itemId, change }: UnauthorisedChange,
  { actor, reason }: How
) {
  const { field, before, after } = change
  if (!isRestorable(change, [before, after].includes(SECRET_MASK))) {
    throw new Refusal('unauthorised_changes.errors.not_restorable')
  }
  const item = await ConfigurationItem.query({ client: trx })
    .where('id', itemId)
    .forUpdate()
    .firstOrFail()
  if (!isDeepStrictEqual(presentValue(item, field), after)) {
    throw new Refusal('unauthorised_changes.errors.moved_on')
  }
  await updateConfigurationItem.within(trx, { actor, itemId, values: edit(field, before), reason })
}

function presentValue(item: ConfigurationItem, field: string): Plain {
  const key = attributeKeyOf(field)
  const value = key === null ? item.$attributes[field] : item.attributes[key]
  return (value ?? null) as Plain
}

function edit(field: string, value: Plain) {
  const key = attributeKeyOf(field)
  return key === null ? { [field]: value } : { attributes: { [key]: asInput(value) } }
}

/** Money is typed as text; the other values are read back as they are stored. */
function asInput(value: Plain) {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    throw new Refusal('unauthorised_changes.errors.not_restorable')
  }
  return value as string | number | boolean | string[] | null
}
