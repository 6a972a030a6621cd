import { changeClass, type ClassChange } from '#cmdb/actions/change_class'
import { BadSetting } from '#cmdb/errors'
import CiAttributeOverride from '#cmdb/models/ci_attribute_override'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import { chainOf } from '#cmdb/workflow/class_tree'
import { compileAttribute } from '#cmdb/workflow/attribute_rules'
import { TYPE_TRAITS } from '#cmdb/workflow/attribute_types'
import { pendingChanges } from '#core/actions/record_audit'

type Settings = {
  isRequired: boolean
  isRecommended: boolean
  defaultValue: string | null
  labelRu: string | null
  labelEn: string | null
}
type Input = ClassChange & { key: string; values: Settings }

/**
 * Makes an inherited attribute stricter for a class and those below it: required or recommended,
 * with another default or label. What the class above asks for cannot be let off (CFG-02).
 */
export const tightenAttribute = {
  /** Throws StaleRecord, BadSetting, E_ROW_NOT_FOUND when the class does not inherit the key. */
  async handle({ key, values, ...change }: Input) {
    return changeClass(change, 'ci_class.attribute_tightened', async (context) => {
      const { trx, classes, ciClass } = context
      const [, ...above] = chainOf(classes, ciClass.id)
      const attribute = await CiClassAttribute.query({ client: trx })
        .whereIn(
          'ciClassId',
          above.map(({ id }) => id)
        )
        .where('key', key)
        .firstOrFail()
      refuseDefault(attribute, values)
      const override = await CiAttributeOverride.firstOrNew(
        { ciClassId: ciClass.id, attributeId: attribute.id },
        { isRequired: false, isRecommended: false },
        { client: trx }
      )
      override.merge(values)
      const changes = pendingChanges(override)
        .filter(({ field }) => field in values)
        .filter(({ before, after }) => (before ?? false) !== (after ?? false))
      if (changes.length > 0) await override.useTransaction(trx).save()
      return changes.map((each) => ({ ...each, field: `attributes.${key}.${each.field}` }))
    })
  },
}

function refuseDefault(attribute: CiClassAttribute, { defaultValue }: Settings) {
  if (defaultValue === null) return
  const canHave = TYPE_TRAITS[attribute.type].hasDefault
  const reading = compileAttribute(attribute)(defaultValue)
  if (!canHave || 'problem' in reading) throw new BadSetting('defaultValue', 'default')
}
