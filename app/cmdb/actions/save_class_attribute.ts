import { changeClass, type ClassChange } from '#cmdb/actions/change_class'
import { requestAttributeIndex } from '#cmdb/actions/request_attribute_index'
import { AttributeHasValues, BadSetting, KeyTaken, ShippedStays } from '#cmdb/errors'
import type CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import { IDENTIFYING_COLUMNS } from '#cmdb/models/ci_types'
import { countAttributeValues } from '#cmdb/queries/attribute_value_counts'
import type { AttributeOption, CiAttributeType, UniqueScope } from '#cmdb/workflow/attribute_types'
import { settleAttribute } from '#cmdb/workflow/settle_attribute'
import { branchOf, chainOf } from '#cmdb/workflow/class_tree'
import { pendingChanges } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import type { FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What may change of an attribute; settings its type does not have are dropped. */
export type AttributeSettings = {
  labelRu: string
  labelEn: string
  hintRu: string | null
  hintEn: string | null
  sectionRu: string | null
  sectionEn: string | null
  unit: string | null
  options: AttributeOption[] | null
  isRequired: boolean
  isRecommended: boolean
  uniqueScope: UniqueScope | null
  isSearchable: boolean
  isDiscovered: boolean
  keepsHistory: boolean
  /** Several values at once; only a new attribute is asked. */
  isMultiple: boolean
  defaultValue: string | null
  pattern: string | null
  minValue: string | null
  maxValue: string | null
  referenceClass: string | null
}
type NewAttribute = ClassChange & {
  values: AttributeSettings & { key: string; type: CiAttributeType }
}
type Change = ClassChange & { key: string; values: AttributeSettings }
type Retirement = ClassChange & { key: string; isRetired: boolean }

/** A class's own attributes (CFG-02); key, type and whether it holds several values stay for ever. */
export const saveClassAttribute = {
  /** Throws StaleRecord, KeyTaken, BadSetting. */
  async create({ values, ...change }: NewAttribute) {
    return changeClass(change, 'ci_class.attribute_added', async ({ trx, classes, ciClass }) => {
      await refuseTakenKey(trx, classes, ciClass.id, values.key)
      const attribute = new CiClassAttribute().fill({
        ...settleAttribute(values.type, values),
        ...{ key: values.key, type: values.type, ciClassId: ciClass.id, retiredAt: null },
        ...{ isBuiltin: false, indexState: 'none', position: await nextPosition(trx, ciClass.id) },
      })
      return save(trx, classes, attribute)
    })
  },

  /** Throws StaleRecord, BadSetting, E_ROW_NOT_FOUND. */
  async change({ key, values, ...change }: Change) {
    return changeClass(change, 'ci_class.attribute_changed', async ({ trx, classes, ciClass }) => {
      const attribute = await ownAttribute(trx, ciClass.id, key)
      const { type, isMultiple } = attribute
      const settled = settleAttribute(type, { ...values, isMultiple })
      return save(trx, classes, attribute.merge(settled))
    })
  },

  /** A retired attribute takes no values any more; those there are stay readable. */
  async retire({ key, isRetired, ...change }: Retirement) {
    const action = isRetired ? 'ci_class.attribute_retired' : 'ci_class.attribute_returned'
    return changeClass(change, action, async ({ trx, classes, ciClass }) => {
      const attribute = await ownAttribute(trx, ciClass.id, key)
      const isAlready = (attribute.retiredAt !== null) === isRetired
      if (isAlready) return []
      return save(trx, classes, attribute.merge({ retiredAt: isRetired ? clock.now() : null }))
    })
  },

  /** Throws StaleRecord, ShippedStays, AttributeHasValues, E_ROW_NOT_FOUND. */
  async remove({ key, ...change }: ClassChange & { key: string }) {
    return changeClass(change, 'ci_class.attribute_removed', async ({ trx, classes, ciClass }) => {
      const attribute = await ownAttribute(trx, ciClass.id, key)
      if (attribute.isBuiltin) throw new ShippedStays('attribute')
      const items = await countAttributeValues(trx, branchOf(classes, ciClass.id), key)
      if (items > 0) throw new AttributeHasValues(items)
      await attribute.useTransaction(trx).delete()
      return [{ field: `attributes.${key}.key`, before: key, after: null }]
    })
  },

  /** Own attributes in this order; those not named follow as they were. */
  async order({ keys, ...change }: ClassChange & { keys: string[] }) {
    return changeClass(change, 'ci_class.attributes_ordered', async ({ trx, ciClass }) => {
      const attributes = await CiClassAttribute.query({ client: trx })
        .where('ciClassId', ciClass.id)
        .orderBy('position')
        .orderBy('id')
      const rank = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length)
      const sorted = attributes.toSorted((one, other) => rank(one.key) - rank(other.key))
      const moved = sorted.filter((attribute, position) => attribute.position !== position)
      for (const attribute of moved) {
        await attribute.merge({ position: sorted.indexOf(attribute) }).save()
      }
      const names = (list: CiClassAttribute[]) => list.map(({ key }) => key).join(', ')
      const [before, after] = [names(attributes), names(sorted)]
      return before === after ? [] : [{ field: 'attributeOrder', before, after }]
    })
  },
}

async function save(
  trx: TransactionClientContract,
  classes: CiClass[],
  attribute: CiClassAttribute
): Promise<FieldChange[]> {
  const { referenceClass } = attribute
  if (referenceClass && !classes.some(({ code }) => code === referenceClass)) {
    throw new BadSetting('referenceClass', 'unknown_class')
  }
  const isIndexTouched = ['uniqueScope', 'isSearchable', 'options'].some(
    (setting) => setting in attribute.$dirty
  )
  const changes = pendingChanges(attribute)
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .filter(({ field }) => !['ciClassId', 'position', 'indexState'].includes(field))
    .map((change) => ({ ...change, field: `attributes.${attribute.key}.${change.field}` }))
  if (changes.length === 0) return []
  await attribute.useTransaction(trx).save()
  if (isIndexTouched) await requestAttributeIndex(trx, classes, attribute)
  return changes
}

/** The key is free on the way up and on all ways down. */
async function refuseTakenKey(
  trx: TransactionClientContract,
  classes: CiClass[],
  classId: number,
  key: string
) {
  const family = [...chainOf(classes, classId).map(({ id }) => id), ...branchOf(classes, classId)]
  const taken = await trx
    .from('ci_class_attributes')
    .whereIn('ci_class_id', family)
    .where('key', key)
    .first()
  const isColumn = (IDENTIFYING_COLUMNS as readonly string[]).includes(key)
  if (taken || isColumn) throw new KeyTaken('key')
}

function ownAttribute(trx: TransactionClientContract, classId: number, key: string) {
  return CiClassAttribute.query({ client: trx }).where({ ciClassId: classId, key }).firstOrFail()
}

async function nextPosition(trx: TransactionClientContract, classId: number): Promise<number> {
  const row = await trx
    .from('ci_class_attributes')
    .where('ci_class_id', classId)
    .max('position as last')
    .first()
  return row?.last === null ? 0 : Number(row.last) + 1
}
