import { chainOf } from '#cmdb/workflow/class_tree'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Node = { id: number; parentId: number | null }

/** Keys of the attributes a class has, its own and those it inherits, as far as they are in use. */
export async function keysAbove(
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
    .select('key')
  return rows.map(({ key }) => key)
}
