import type Service from '#catalog/models/service'
import { availabilityMeter } from '#catalog/queries/availability_meter'
import { figuresOf } from '#catalog/workflow/availability'
import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'

const MONTHS = 6

/**
 * How available a service was month by month in the reader's zone, the present one first, as far as
 * the reader's own organisations were concerned (SLM-10).
 */
export async function serviceAvailability(service: Service, principal: Principal) {
  const { id: serviceId, availabilityTarget: target, availabilityCalendarId: calendarId } = service
  const spans = latestMonths(principal.timeZone)
  const meter = await availabilityMeter(principal, [service], [calendarId], {
    startsAt: spans.at(-1)!.startsAt,
    endsAt: spans[0]!.endsAt,
  })
  return spans.map(({ month, ...span }) => {
    const measured = meter.measure({ serviceId, calendarId }, span)
    return { month, ...measured, ...figuresOf(measured, target) }
  })
}

function latestMonths(zone: string) {
  const present = clock.now().setZone(zone).startOf('month')
  return Array.from({ length: MONTHS }, (_, back) => {
    const start = present.minus({ months: back })
    const endsAt = start.plus({ months: 1 }).toUTC()
    return { month: start.toFormat('yyyy-MM'), startsAt: start.toUTC(), endsAt }
  })
}
