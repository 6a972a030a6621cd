import CiClass from '#cmdb/models/ci_class'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { classSchema } from '#cmdb/queries/class_schema'
import { planMove } from '#cmdb/workflow/move_plan'

/** What would become of an item's attributes in another class. Throws E_ROW_NOT_FOUND. */
export async function movePreview(item: ConfigurationItem, classCode: string) {
  const target = await CiClass.query()
    .where({ code: classCode, isAbstract: false })
    .whereNot('id', item.ciClassId)
    .firstOrFail()
  const source = await CiClass.findOrFail(item.ciClassId)
  const [from, to] = [await classSchema(source), await classSchema(target)]
  const plan = planMove({ from, to, values: item.attributes, setAside: item.setAside ?? {} })
  const missing = to.missing(plan.values).required
  return {
    kept: plan.kept.map((key) => to.byKey.get(key)!),
    dropped: plan.dropped.flatMap((key) => from.byKey.get(key) ?? []),
    restored: plan.restored.map((key) => to.byKey.get(key)!),
    missing: missing.map((key) => to.byKey.get(key)!),
  }
}
