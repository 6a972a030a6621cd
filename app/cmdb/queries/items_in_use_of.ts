import type { CiStatus } from '#cmdb/models/ci_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Column = 'organisation_id' | 'site_id' | 'support_team_id' | 'change_team_id'

/** What is on its way out, or gone, keeps nothing active. */
export const GONE: CiStatus[] = ['retired', 'disposed']

/** Counts the items in use that name a record of the directory in this column. */
export function itemsInUseOf(column: Column) {
  return async (trx: TransactionClientContract, id: number): Promise<number> => {
    const row = await trx
      .from('configuration_items')
      .where(column, id)
      .whereNotIn('status', GONE)
      .count('* as total')
      .first()
    return Number(row.total)
  }
}
