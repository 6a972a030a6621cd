import type { OutageValues } from '#catalog/actions/save_outage'
import { OUTAGE_EFFECTS } from '#catalog/models/outage_types'
import { toMoment, wallClock } from '#core/wall_clock'
import type Ticket from '#tickets/models/ticket'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

/** The ticket, its service and its client say the rest. */
export const ticketOutageValidator = vine.create({
  effect: vine.enum(OUTAGE_EFFECTS),
  startsAt: wallClock(),
  isForAll: vine.boolean(),
  reason: vine.string().trim().minLength(3).maxLength(2000),
})

/** `zone` is where the clock on the wall hangs. */
export function toOutage(
  { effect, startsAt, isForAll, reason }: Infer<typeof ticketOutageValidator>,
  { number, organisationId }: Ticket,
  zone: string
): OutageValues {
  return {
    ...{ kind: 'unplanned', effect, startsAt: toMoment(startsAt, zone), endsAt: null },
    ...{ isForAll, organisationIds: isForAll ? [] : [organisationId] },
    ...{ reason, ticketNumber: number },
  }
}
