import { chainOf } from '#cmdb/workflow/class_tree'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Node = { id: number; parentId: number | null }

/**
 * Keys of the attributes that may tell items of a class apart, its own and those it inherits: those in
 * use that hold one value.
 */
export async function identifyingKeys(
  trx: TransactionClientContract,
  classes: readonly Node[],
  classId: number
): Promise<string[]> {
  const rows = await trx
    .from('ci_class_attributes')
    .whereIn(
      'ci_class_id',
      chainOf(classes, classId).map(({ id }) => id)
    )
    .whereNull('retired_at')
    .where('is_multiple', false)
    .whereNot('type', 'multi_enum')
    .select('key')
  return rows.map(({ key }) => key)
}
