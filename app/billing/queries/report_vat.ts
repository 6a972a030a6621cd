import VatRateRow from '#billing/models/vat_rate'
import type { VatTerms } from '#billing/workflow/vat_document'
import { vatRateOn } from '#billing/workflow/vat_rates'
import type Contract from '#contracts/models/contract'
import { exact } from '#core/money'
import type { VatMode, VatRate } from '#core/vat'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type ReportVat = VatTerms & { rateOn: (serviceDate: string) => VatRate }

/** How a contract counts VAT: by line, as Russian documents show it, at the rate of the service's date. */
export async function reportVat(
  client: QueryClientContract,
  contract: Contract
): Promise<ReportVat> {
  const mode: VatMode = contract.vatMode === 'inclusive' ? 'inclusive' : 'exclusive'
  if (contract.vatProfile === 'none') return { mode, rounding: 'line', rateOn: () => null }

  const rows = await VatRateRow.query({ client }).where('profile', contract.vatProfile)
  const table = rows.map(({ validFrom, percentHundredths }) => ({
    from: validFrom,
    rate: exact(percentHundredths).div(100).toFixed(),
  }))
  return { mode, rounding: 'line', rateOn: (date) => vatRateOn(table, date) }
}
