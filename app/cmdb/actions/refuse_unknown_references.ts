import ConfigurationItem from '#cmdb/models/configuration_item'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import type { AttributeValues } from '#cmdb/workflow/class_schema'
import { branchOf } from '#cmdb/workflow/class_tree'
import { attributeField } from '#cmdb/workflow/field_names'
import { Refusal } from '#core/errors'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Items and people that attributes name exist for the principal, none for imports and seeds, and an
 * item is of the class the attribute asks for. Throws Refusal on the attribute's field.
 */
export async function refuseUnknownReferences(
  trx: TransactionClientContract,
  definitions: readonly AttributeDefinition[],
  values: AttributeValues,
  principal: Principal | null
) {
  for (const definition of definitions) {
    const id = values[definition.key]
    if (typeof id !== 'number') continue
    const isKnown =
      definition.type === 'user'
        ? await isKnownPerson(trx, id, principal)
        : definition.type !== 'reference' || (await isKnownItem(trx, definition, id, principal))
    if (isKnown) continue
    const field = attributeField(definition.key)
    throw new Refusal(`cmdb.errors.attribute.unknown_${definition.type}`, {}, field)
  }
}

async function isKnownPerson(
  trx: TransactionClientContract,
  id: number,
  principal: Principal | null
) {
  const query = principal ? Person.visibleTo(principal) : Person.query()
  return (await query.useTransaction(trx).where('people.id', id).first()) !== null
}

async function isKnownItem(
  trx: TransactionClientContract,
  { referenceClass }: AttributeDefinition,
  id: number,
  principal: Principal | null
) {
  const query = principal ? ConfigurationItem.visibleTo(principal) : ConfigurationItem.query()
  const item = await query.useTransaction(trx).where('configuration_items.id', id).first()
  if (!item || referenceClass === null) return item !== null
  const classes = await trx.from('ci_classes').select('id', 'code', 'parent_id as parentId')
  const asked = classes.find(({ code }) => code === referenceClass)
  return asked !== undefined && branchOf(classes, asked.id).includes(item.ciClassId)
}
