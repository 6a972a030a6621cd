import BillingCorrection from '#billing/models/billing_correction'
import { expenseQuery } from '#billing/queries/period_work'
import type { ChargeVat, ExpenseKind, UntaxedLine } from '#billing/workflow/charge_types'
import { expenseLine } from '#billing/workflow/expense_line'
import { correctionLine } from '#billing/workflow/postings'
import type ContractTerms from '#contracts/models/contract_terms'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Spent = {
  contractId: number
  terms: ContractTerms
  vat: ChargeVat
  /** ISO dates, both included. */
  from: string | null
  to: string
}

/** As it is stored. */
type Row = Record<'id' | 'cost_minor', number> &
  Record<'kind' | 'name' | 'quantity' | 'markup_percent' | 'spent_on', string>

/**
 * Billable expenses of contracts that no approved period has taken, each a line of its own, for each asked; a
 * contract once.
 */
export async function expenseLines(
  client: QueryClientContract,
  asked: readonly Spent[]
): Promise<UntaxedLine[][]> {
  if (asked.length === 0) return []
  const of = asked.map(({ contractId, from, to }) => ({ contractId, from, to }))
  const rows = await expenseQuery(client, ...of).where('entries.is_billable', true)
  const found = Map.groupBy(rows, (row) => Number(row.contract_id))
  return asked.map((spent) => (found.get(spent.contractId) ?? []).map((row) => toLine(row, spent)))
}

function toLine(row: Row, { terms, vat }: Spent): UntaxedLine {
  return expenseLine(
    {
      ...{ id: row.id, kind: row.kind as ExpenseKind, name: row.name, quantity: row.quantity },
      costMinor: row.cost_minor === null ? null : Number(row.cost_minor),
      ...{ markupPercent: row.markup_percent, spentOn: row.spent_on },
    },
    { travel: terms.travel, vatRate: vat.rateOn(row.spent_on) }
  )
}

/** Corrections of locked periods that wait for the next one to be charged (§7.6), by contract. */
export async function correctionLines(
  client: QueryClientContract,
  contractIds: readonly number[]
): Promise<Map<number, UntaxedLine[]>> {
  if (contractIds.length === 0) return new Map()
  const waiting = await BillingCorrection.query({ client })
    .whereIn('contractId', [...contractIds])
    .whereNull('billingPeriodId')
    .preload('line')
    .orderBy('id')
  const lines = Map.groupBy(waiting, ({ contractId }) => contractId)
  return new Map([...lines].map(([contractId, own]) => [contractId, own.map(toCorrection)]))
}

function toCorrection(correction: BillingCorrection): UntaxedLine {
  const { line, amountMinor, deltaMinutes, reason, timeEntryId } = correction
  return correctionLine({
    line: {
      ...{ id: line.id, billingPeriodId: line.billingPeriodId, ruleKey: line.ruleKey },
      ...{ serviceId: line.serviceId, multiplier: line.multiplier, vatRate: line.vatRate },
      priceMinor: Number(line.priceMinor),
    },
    ...{ amountMinor: Number(amountMinor), deltaMinutes, reason, timeEntryId },
  })
}
