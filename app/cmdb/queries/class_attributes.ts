import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The class and those above it, each with its distance. */
const CHAIN = `
  select id, parent_id, 0 as distance from ci_classes where id = ?
  union all
  select above.id, above.parent_id, chain.distance + 1
  from ci_classes above join chain on above.id = chain.parent_id`

/** The attributes of a class, those inherited first (CFG-02). */
export function classAttributes(classId: number, client?: QueryClientContract) {
  return CiClassAttribute.query({ client })
    .withRecursive('chain', db.rawQuery(CHAIN, [classId]))
    .join('chain', 'chain.id', 'ci_class_attributes.ci_class_id')
    .orderBy('chain.distance', 'desc')
    .orderBy('ci_class_attributes.position')
    .select('ci_class_attributes.*')
}
