import { splitByBands, type BandCalendar } from '#billing/workflow/band_split'
import type { WorkEntry } from '#billing/workflow/charge_types'
import { findRate } from '#billing/workflow/rate_card'
import { plainSegment, type TimeSegment } from '#billing/workflow/tm'
import type { WorkingTime } from '#calendars/queries/working_time'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import { exact } from '#core/money'
import { DateTime } from 'luxon'

const MINUTE_MS = 60_000

export type Pricing = {
  /** Minor units for an hour; null when no rate fits (§7.3). */
  rateOf: (entry: WorkEntry) => number | null
  segmentsOf: (entry: WorkEntry) => TimeSegment[]
}

/** How a version of a contract prices work: rates by type and role, hours that cost more, travel. */
export function pricingOf(
  contract: Contract,
  terms: ContractTerms,
  /** Of the calendar of the contract's agreement; only bands ask for it. */
  time: WorkingTime | null
): Pricing {
  const card = terms.rateCardId === null ? null : terms.rateCard
  const rates = (card?.rates ?? []).map((rate) => ({
    ...{ workType: keyOf(rate.workTypeId), role: keyOf(rate.workRoleId) },
    ...{ validFrom: rate.validFrom, validTo: rate.validTo },
    ratePerHourMinor: rate.ratePerHourMinor,
  }))
  const bands = card?.bands && time ? bandCalendar(contract, time, card.bands.windows) : null
  const travel = terms.travel
  return {
    rateOf: ({ workTypeId, workRoleId, workDate }) => {
      const query = { workType: String(workTypeId), role: keyOf(workRoleId) ?? '', workDate }
      return findRate(rates, query)?.ratePerHourMinor ?? null
    },
    segmentsOf: (entry) => {
      if (entry.isTravel && travel) {
        return [plainSegment(entry, 'travel', exact(travel.travelPercent).div(100).toFixed())]
      }
      return bands && entry.startedAt ? banded(entry, bands) : [plainSegment(entry)]
    },
  }
}

function banded(entry: WorkEntry, calendar: BandCalendar): TimeSegment[] {
  const start = entry.startedAt!
  const end = new Date(Date.parse(start) + entry.minutes * MINUTE_MS).toISOString()
  return splitByBands(start, end, calendar)
}

/** Days off are those on which the calendar of the contract's agreement has no working time. */
function bandCalendar(
  { timeZone }: Contract,
  time: WorkingTime,
  windows: BandCalendar['windows']
): BandCalendar {
  const known = new Map<string, boolean>()
  const isDayOff = (date: string) => {
    const from = DateTime.fromISO(date, { zone: timeZone })
    return time.between(from.toMillis(), from.plus({ days: 1 }).toMillis()) === 0
  }
  return {
    ...{ zone: timeZone, windows, fallback: { band: 'business', multiplier: '1' } },
    isDayOff: (date) => known.get(date) ?? known.set(date, isDayOff(date)).get(date)!,
  }
}

function keyOf(id: number | null): string | null {
  return id === null ? null : String(id)
}
