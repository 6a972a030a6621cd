import type BillingPeriod from '#billing/models/billing_period'
import { toParty } from '#billing/queries/contract_report'
import type { PeriodBill } from '#billing/queries/period_bill'
import { expenseQuery, workQuery } from '#billing/queries/period_work'
import type Contract from '#contracts/models/contract'
import { insertRows } from '#core/actions/insert_rows'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const PORTION = 500

/**
 * Writes down what a period charges: lines, the work behind them, movements of balances; from now on
 * they are the only source of its reports (§7.1). All its work and expenses, billable or not, belong to
 * it and cannot be changed any more. The contract comes with its parties.
 */
export async function freezePeriod(
  trx: TransactionClientContract,
  { contract, row, bill }: { contract: Contract; row: BillingPeriod; bill: PeriodBill }
) {
  const { charge } = bill
  const of = { billing_period_id: row.id, revision: row.revision }
  const lineIds = await storeLines(trx, of, bill)
  await insertRows(
    trx,
    'billed_entries',
    charge.parts.map((part) => ({
      ...of,
      rule_key: part.ruleKey,
      charge_line_id: part.line === null ? null : lineIds[part.line],
      time_entry_id: part.entryId,
      ...{ service_date: part.serviceDate, band: part.band, multiplier: part.multiplier },
      rate_per_hour_minor: part.ratePerHourMinor,
      ...{ raw_minutes: part.rawMinutes, billed_minutes: part.billedMinutes },
      amount_minor: part.amountMinor,
    }))
  )
  await insertRows(
    trx,
    'balance_movements',
    charge.movements.map(({ ruleKey, lotKey, move, quantity }) => ({
      ...{ ...of, rule_key: ruleKey, lot_key: lotKey, move, quantity },
    }))
  )
  await claim(trx, row, bill)
  row.merge({
    ...charge.totals,
    balances: charge.closing,
    consumption: charge.consumption,
    snapshot: {
      contractName: contract.name,
      provider: toParty(contract.provider, contract.signatories.provider),
      client: toParty(contract.organisation, contract.signatories.client),
    },
  })
}

/** Takes back what `freezePeriod` wrote; lines of earlier revisions stay where documents name them. */
export async function thawPeriod(
  trx: TransactionClientContract,
  row: BillingPeriod,
  { keepLines }: { keepLines: boolean }
) {
  const own = { billing_period_id: row.id }
  for (const table of ['time_entries', 'expenses', 'billing_corrections']) {
    await trx.from(table).where(own).update({ billing_period_id: null })
  }
  if (!keepLines) {
    const written = { ...own, revision: row.revision }
    for (const table of ['billed_entries', 'balance_movements', 'charge_lines']) {
      await trx.from(table).where(written).delete()
    }
  }
  row.merge({
    ...{ netMinor: null, vatMinor: null, grossMinor: null },
    ...{ balances: null, consumption: null, snapshot: null },
  })
}

type Of = { billing_period_id: number; revision: number }

/** Ids by the place of each line. */
async function storeLines(trx: TransactionClientContract, of: Of, { charge }: PeriodBill) {
  await insertRows(
    trx,
    'charge_lines',
    charge.lines.map((line, position) => ({
      ...{ ...of, position, rule_key: line.ruleKey, kind: line.kind, service_id: line.serviceId },
      ...{ name_ru: line.name, name_en: line.name, unit: line.unit, quantity: line.quantity },
      ...{ price_minor: line.priceMinor, multiplier: line.multiplier },
      ...{ amount_minor: line.amountMinor, vat_rate: line.vatRate },
      ...{ net_minor: line.netMinor, vat_minor: line.vatMinor, gross_minor: line.grossMinor },
      ...{ origin_period_id: line.originPeriodId, reverses_id: line.reversesId },
      basis: JSON.stringify(line.basis),
    }))
  )
  const rows = await trx.from('charge_lines').where(of).orderBy('position').select('id')
  return rows.map(({ id }) => Number(id))
}

/** Work, expenses and corrections belong to one period only, those that are not billable too. */
async function claim(trx: TransactionClientContract, row: BillingPeriod, bill: PeriodBill) {
  const belonging = {
    time_entries: await workQuery(trx, bill.workOf).select('entries.id'),
    expenses: await expenseQuery(trx, bill.workOf).select('entries.id'),
  }
  for (const [table, rows] of Object.entries(belonging)) {
    const rowIds = rows.map(({ id }) => Number(id))
    for (const ids of portions(rowIds, PORTION)) {
      await trx.from(table).whereIn('id', ids).update({ billing_period_id: row.id })
    }
  }
  await trx
    .from('billing_corrections')
    .where('contract_id', row.contractId)
    .whereNull('billing_period_id')
    .update({ billing_period_id: row.id })
}
