import type { ChargeKind, ChargeLine, Consumption } from '#billing/workflow/charge_types'
import { exact, sumMinor, wholeMinor } from '#core/money'

/** What grows with the days of the period; everything else is known from its first day. */
const GROWING: readonly ChargeKind[] = [
  ...(['time', 'travel', 'overage', 'top_up', 'pack', 'single_incident'] as const),
  ...(['material', 'mileage', 'call_out', 'other_expense'] as const),
]

/** Net amount at the end of a period when it goes on as it went so far; days count whole. */
export function forecastNet(
  lines: readonly Pick<ChargeLine, 'kind' | 'netMinor'>[],
  { elapsed, total }: { elapsed: number; total: number }
): number {
  const sum = (some: typeof lines) => sumMinor(some.map(({ netMinor }) => netMinor))
  const growing = sum(lines.filter(({ kind }) => GROWING.includes(kind)))
  const steady = sum(lines.filter(({ kind }) => !GROWING.includes(kind)))
  const days = Math.min(Math.max(elapsed, 1), total)
  return steady + wholeMinor(exact(growing).times(total).div(days))
}

/** How much of what a rule includes is used, of minutes or incidents; null where nothing is included. */
export function usageOf(consumption: Consumption): { used: number; of: number } | null {
  switch (consumption.kind) {
    case 'fixed_fee': {
      const { includedMinutes, carriedMinutes, usedMinutes } = consumption.row
      return { used: usedMinutes, of: includedMinutes + carriedMinutes }
    }
    case 'prepaid_block': {
      const { openingMinutes, grantedMinutes, usedMinutes } = consumption.row
      return { used: usedMinutes, of: openingMinutes + grantedMinutes }
    }
    case 'incident_pack': {
      const { openingUnits, grantedUnits, usedUnits } = consumption.row
      return { used: usedUnits, of: openingUnits + grantedUnits }
    }
    default:
      return null
  }
}

export type AlertLevel = 'none' | 'near' | 'over'

/** At 80 % somebody should look, at 100 % it is used up (domain §7.1). */
export function alertLevel({ used, of }: { used: number; of: number }): AlertLevel {
  if (of <= 0) return used > 0 ? 'over' : 'none'
  const percent = exact(used).times(100).div(of)
  if (percent.gte(100)) return 'over'
  return percent.gte(80) ? 'near' : 'none'
}
