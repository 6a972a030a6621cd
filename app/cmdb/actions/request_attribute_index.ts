import RebuildAttributeIndexJob from '#cmdb/jobs/rebuild_attribute_index_job'
import type CiClassAttribute from '#cmdb/models/ci_class_attribute'
import { countAttributeValues } from '#cmdb/queries/attribute_value_counts'
import { branchOf } from '#cmdb/workflow/class_tree'
import { isIndexed } from '#cmdb/workflow/indexed_values'
import { enqueueJob } from '#core/actions/enqueue_job'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Node = { id: number; parentId: number | null }

/**
 * After an attribute became searchable, the only one of its value, or neither any more: a job goes
 * through the items there are. Without values there is nothing to wait for.
 */
export async function requestAttributeIndex(
  trx: TransactionClientContract,
  classes: readonly Node[],
  attribute: CiClassAttribute
) {
  const branch = branchOf(classes, attribute.ciClassId)
  const isEmpty = (await countAttributeValues(trx, branch, attribute.key)) === 0
  const settled = isIndexed(attribute) ? 'ready' : 'none'
  await attribute.merge({ indexState: isEmpty ? settled : 'building' }).save()
  if (isEmpty) return
  await enqueueJob(trx, RebuildAttributeIndexJob.dispatch({ attributeId: attribute.id }))
}
