import { countUnits } from '#billing/queries/unit_counts'
import Contract from '#contracts/models/contract'
import { periodAround } from '#contracts/queries/billing_cycle'
import { termsFrom, termsOfContract } from '#contracts/queries/contract_terms'
import { upsertRows } from '#core/actions/upsert_rows'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'

/**
 * Counts what contracts charge by the unit, once for each day of their own zone (§7.2). A day that is
 * counted stays as it is; running again, or twice at once, changes nothing. Answers how many counts
 * were taken.
 */
export const takeUnitCounts = {
  async handle(): Promise<number> {
    const contracts = await Contract.query()
      .where('state', 'active')
      .whereHas('terms', (terms) => {
        void terms.whereHas('rules', (rules) => void rules.where('kind', 'per_unit'))
      })
      .orderBy('id')
    let taken = 0
    for (const contract of contracts) taken += await this.ofContract(contract)
    return taken
  },

  async ofContract(contract: Contract): Promise<number> {
    const today = clock.today(contract.timeZone)
    const { startsOn, endsOn } = contract
    if (today < startsOn || (endsOn !== null && today > endsOn)) return 0
    return inTransaction(async (trx) => {
      const versions = await termsOfContract(contract.id, trx)
      const { rules } = termsFrom(versions, periodAround(today, contract).startsOn)
      const counted = await trx
        .from('unit_counts')
        .where({ contract_id: contract.id, counted_on: today })
        .select('rule_key')
      const known = new Set(counted.map((row) => String(row.rule_key)))
      const missing = rules.filter(({ kind, key }) => kind === 'per_unit' && !known.has(key))
      const counts = await countUnits(
        trx,
        missing.map((rule) => ({ contract, rule }))
      )
      const rows = missing.map((rule, index) => ({
        ...{ contract_id: contract.id, rule_key: rule.key, counted_on: today },
        quantity: counts[index]!,
      }))
      const key = ['contract_id', 'rule_key', 'counted_on']
      await upsertRows(trx, 'unit_counts', rows, { key, update: ['quantity'] })
      return rows.length
    })
  },
}
