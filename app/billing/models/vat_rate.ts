import { VatRateSchema } from '#database/schema'

/** A VAT rate of a profile from a date of service on, in hundredths of a percent (§7.4). */
export default class VatRate extends VatRateSchema {}
