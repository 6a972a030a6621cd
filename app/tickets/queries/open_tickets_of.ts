import { countRows } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Column = 'organisation_id' | 'site_id' | 'team_id'

/** Counts the open tickets that name a record of the directory in this column. */
export function openTicketsOf(column: Column) {
  return (trx: TransactionClientContract, id: number) =>
    countRows(trx, 'tickets', { [column]: id, is_open: true })
}
