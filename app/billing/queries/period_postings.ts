import BillingCorrection from '#billing/models/billing_correction'
import type { ChargeVat, ExpenseKind, UntaxedLine } from '#billing/workflow/charge_types'
import { expenseLine } from '#billing/workflow/expense_line'
import { correctionLine } from '#billing/workflow/postings'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Posted = {
  client: QueryClientContract
  contract: Contract
  terms: ContractTerms
  vat: ChargeVat
}

/** Expenses up to a date that no approved period has taken, each a line of its own. */
export async function expenseLines(
  { client, contract, terms, vat }: Posted,
  { from, to }: { from: string | null; to: string }
): Promise<UntaxedLine[]> {
  const query = client
    .from('expenses')
    .where({ contract_id: contract.id, is_billable: true })
    .whereNull('billing_period_id')
    .where('spent_on', '<=', to)
    .orderBy(['spent_on', 'id'])
  if (from !== null) void query.where('spent_on', '>=', from)
  const rows = await query
  return rows.map((row) =>
    expenseLine(
      {
        ...{ id: row.id, kind: row.kind as ExpenseKind, name: row.name, quantity: row.quantity },
        costMinor: row.cost_minor === null ? null : Number(row.cost_minor),
        ...{ markupPercent: row.markup_percent, spentOn: row.spent_on },
      },
      { travel: terms.travel, vatRate: vat.rateOn(row.spent_on) }
    )
  )
}

/** Corrections of locked periods that wait for the next one to be charged (§7.6). */
export async function correctionLines({ client, contract }: Posted): Promise<UntaxedLine[]> {
  const waiting = await BillingCorrection.query({ client })
    .where('contractId', contract.id)
    .whereNull('billingPeriodId')
    .preload('line')
    .orderBy('id')
  return waiting.map(({ line, amountMinor, deltaMinutes, reason, timeEntryId }) =>
    correctionLine({
      line: {
        ...{ id: line.id, billingPeriodId: line.billingPeriodId, ruleKey: line.ruleKey },
        ...{ serviceId: line.serviceId, multiplier: line.multiplier, vatRate: line.vatRate },
        priceMinor: Number(line.priceMinor),
      },
      ...{ amountMinor: Number(amountMinor), deltaMinutes, reason, timeEntryId },
    })
  )
}
