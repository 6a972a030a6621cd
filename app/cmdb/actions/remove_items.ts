import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Removed = {
  id: number
  number: string
  name: string
  organisationId: number
  ciClassId: number
}
type How = {
  actor: Actor
  /** By a person one by one, or with an import that is taken back. */
  action: 'deleted' | 'removed'
  reason?: string | null
}

const PER_QUERY = 500

/**
 * Removes items nothing hangs on, with what belongs to them; their history stays and is found by
 * their numbers (CFG-04). Files of their documents are swept later.
 */
export async function removeItems(
  trx: TransactionClientContract,
  items: readonly Removed[],
  { actor, action, reason = null }: How
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
    const files = trx.from('item_documents').whereIn('item_id', some).select('upload_id')
    await trx.from('uploads').whereIn('id', files).update({ is_kept: false })
    await trx.from('configuration_items').whereIn('id', some).delete()
  }
  const removedAt = toSqlUtc(clock.now())
  await insertRows(
    trx,
    'removed_items',
    items.map(({ id, number, name, organisationId, ciClassId }) => ({
      ...{ former_item_id: id, number, name, organisation_id: organisationId },
      ...{ ci_class_id: ciClassId, removed_at: removedAt },
    }))
  )
  await recordAudits(
    trx,
    items.map(({ id, number, name, organisationId }) => ({
      ...{ actor, subjectType: CI_SUBJECT, subjectId: id, organisationId, reason },
      action: `configuration_item.${action}`,
      changes: [
        { field: 'number', before: number, after: null },
        { field: 'name', before: name, after: null },
      ],
    }))
  )
}
