import { EmptyBulkEdit, TooLargeBulkEdit } from '#cmdb/errors'
import BulkEdit from '#cmdb/models/bulk_edit'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { itemListQuery } from '#cmdb/queries/item_list_query'
import { insertRows } from '#core/actions/insert_rows'
import { inTransaction } from '#core/transaction'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'

/** Chosen items, or all that a list's address finds. */
export type BulkEditScope = { ids: readonly number[] } | { query: Record<string, string> }

/** The largest set that one edit takes, as the list's file does. */
export const MOST_BULK_ITEMS = 20_000

/**
 * Puts items aside for one edit of all of them. What the person may see and not edit is left out and
 * counted; what they do not see is not there. Their earlier drafts go.
 * @throws EmptyBulkEdit, TooLargeBulkEdit
 */
export const draftBulkEdit = {
  async handle({ principal, scope }: { principal: Principal; scope: BulkEditScope }) {
    const { theirs, seen } = await itemsOf(scope, principal)
    if (theirs.length === 0) throw new EmptyBulkEdit()
    if (theirs.length > MOST_BULK_ITEMS) throw new TooLargeBulkEdit(MOST_BULK_ITEMS)
    return inTransaction(async (trx) => {
      const own = { requestedByUserId: principal.userId, state: 'draft' } as const
      await BulkEdit.query({ client: trx }).where(own).delete()
      const bulkEdit = await BulkEdit.create(
        {
          ...{ ...own, edits: [], progressTotal: theirs.length, progressDone: 0 },
          counts: { leftOut: seen - theirs.length },
        },
        { client: trx }
      )
      await insertRows(
        trx,
        'bulk_edit_items',
        theirs.map(({ id, version }) => ({
          ...{ bulk_edit_id: bulkEdit.id, item_id: id, item_version: version },
          ...{ problems: '[]', changes: '[]' },
        }))
      )
      return bulkEdit
    })
  },
}

async function itemsOf(scope: BulkEditScope, principal: Principal) {
  const query =
    'ids' in scope
      ? ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', [...scope.ids])
      : (await itemListQuery(principal, scope.query, await ciClassTable())).query
  const counted = await query.clone().count('* as total').pojo<{ total: number }>()
  const columns = { organisation: 'configuration_items.organisation_id' }
  const theirs = await scopedByOrganisation(query, principal, 'cis.edit', columns)
    .select('configuration_items.id', 'configuration_items.version')
    .orderBy('configuration_items.id')
    .limit(MOST_BULK_ITEMS + 1)
  return { theirs, seen: Number(counted[0]!.total) }
}
