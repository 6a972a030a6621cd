import type { PeriodBill } from '#billing/queries/period_bill'
import type { ReportExpense } from '#billing/queries/report_types'
import type { ChargeLine } from '#billing/workflow/charge_types'
import { exact, wholeMinor } from '#core/money'
import { portions } from '#core/portions'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const PORTION = 500

/** What a bill charges for expenses, with the tickets they were made on; in the order of the lines. */
export async function reportExpenses(
  client: QueryClientContract,
  { charge: { lines } }: PeriodBill
): Promise<ReportExpense[]> {
  const ids = lines.flatMap(({ basis }) => basis.expenseIds ?? [])
  const rows = new Map<number, Row>()
  for (const some of portions(ids, PORTION)) {
    const found = await client
      .from('expenses')
      .join('tickets', 'tickets.id', 'expenses.ticket_id')
      .whereIn('expenses.id', some)
      .select('expenses.*', 'tickets.number as ticket')
    for (const row of found) rows.set(Number(row.id), row)
  }
  return lines.flatMap((line) =>
    (line.basis.expenseIds ?? []).flatMap((id) => {
      const row = rows.get(id)
      return row ? [toExpense(line, row)] : []
    })
  )
}

type Row = Record<string, string | number | null>

function toExpense(line: ChargeLine, row: Row): ReportExpense {
  const { netMinor, vatMinor, grossMinor, vatRate } = line
  const markupPercent = String(row.markup_percent)
  const factor = exact(markupPercent).div(100).plus(1)
  return {
    ...{ spentOn: String(row.spent_on), ticket: String(row.ticket), name: String(row.name) },
    ...{ quantity: Number(line.quantity), unit: String(row.unit), markupPercent },
    // A price of the travel policy has no cost behind it.
    priceMinor:
      row.cost_minor === null
        ? wholeMinor(exact(line.priceMinor).div(factor))
        : Number(row.cost_minor),
    ...{ vatRate, netMinor, vatMinor, grossMinor },
  }
}
