import { RU_STANDARD_VAT } from '#billing/workflow/vat_rates'
import db from '@adonisjs/lucid/services/db'

/** Adds the standard rates that are missing, in hundredths of a percent; edited ones stay. */
export async function syncVatRates() {
  const profile = 'standard'
  const rows = await db.from('vat_rates').where({ profile }).select('valid_from')
  const known = new Set(rows.map((row) => row.valid_from))
  const missing = RU_STANDARD_VAT.filter(({ from }) => !known.has(from)).map(({ from, rate }) => ({
    profile,
    valid_from: from,
    percent_hundredths: Number(rate) * 100,
  }))
  if (missing.length > 0) await db.table('vat_rates').multiInsert(missing)
}
