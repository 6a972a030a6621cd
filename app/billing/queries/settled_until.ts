import { FROZEN_STATES } from '#billing/workflow/period_steps'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The last day of the latest approved period of each contract that has one (§7.6). */
export async function settledUntil(
  client: QueryClientContract,
  contractIds: readonly number[]
): Promise<Map<number, string>> {
  if (contractIds.length === 0) return new Map()
  const rows = await client
    .from('billing_periods')
    .whereIn('contract_id', [...contractIds])
    .whereIn('state', [...FROZEN_STATES])
    .groupBy('contract_id')
    .select('contract_id')
    .max('ends_on as ends_on')
  return new Map(rows.map((row) => [Number(row.contract_id), String(row.ends_on)]))
}
