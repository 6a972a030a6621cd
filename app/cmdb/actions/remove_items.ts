import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Removed = { id: number; number: string; name: string; organisationId: number }

const PER_QUERY = 500

/** Removes items nothing hangs on, with what belongs to them; their history stays (CFG-04). */
export async function removeItems(
  trx: TransactionClientContract,
  items: readonly Removed[],
  actor: Actor
) {
  const ids = items.map(({ id }) => id)
  for (const some of portions(ids, PER_QUERY)) {
    await trx
      .from('search_documents')
      .where('subject_type', CI_SUBJECT)
      .whereIn('subject_id', some)
      .delete()
    for (const column of ['source_id', 'target_id']) {
      await trx.from('past_ci_relations').whereIn(column, some).delete()
    }
    await trx.from('configuration_items').whereIn('id', some).delete()
  }
  await recordAudits(
    trx,
    items.map(({ id, number, name, organisationId }) => ({
      ...{ actor, subjectType: CI_SUBJECT, subjectId: id, organisationId },
      action: 'configuration_item.removed',
      changes: [
        { field: 'number', before: number, after: null },
        { field: 'name', before: name, after: null },
      ],
    }))
  )
}
