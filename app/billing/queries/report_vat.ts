import VatRateRow from '#billing/models/vat_rate'
import type { VatTerms } from '#billing/workflow/vat_document'
import { vatRateOn } from '#billing/workflow/vat_rates'
import type Contract from '#contracts/models/contract'
import { exact } from '#core/money'
import type { VatMode, VatRate } from '#core/vat'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

export type ReportVat = VatTerms & { rateOn: (serviceDate: string) => VatRate }

/** How contracts count VAT: by line, as Russian documents show it, at the rate of the service's date. */
export async function reportVats(
  client: QueryClientContract,
  contracts: readonly Contract[]
): Promise<(contract: Contract) => ReportVat> {
  const taxed = contracts.map(({ vatProfile }) => vatProfile).filter((each) => each !== 'none')
  const profiles = [...new Set(taxed)]
  const rows =
    profiles.length === 0 ? [] : await VatRateRow.query({ client }).whereIn('profile', profiles)
  const tables = Map.groupBy(rows, ({ profile }) => profile)
  return ({ vatMode, vatProfile }) => {
    const mode: VatMode = vatMode === 'inclusive' ? 'inclusive' : 'exclusive'
    if (vatProfile === 'none') return { mode, rounding: 'line', rateOn: () => null }
    const table = (tables.get(vatProfile) ?? []).map(({ validFrom, percentHundredths }) => ({
      from: validFrom,
      rate: exact(percentHundredths).div(100).toFixed(),
    }))
    return { mode, rounding: 'line', rateOn: (date) => vatRateOn(table, date) }
  }
}
