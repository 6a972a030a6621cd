import type { OutageValues } from '#catalog/actions/save_outage'
import { OUTAGE_EFFECTS, OUTAGE_KINDS } from '#catalog/models/outage_types'
import { toMoment, wallClock } from '#core/wall_clock'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const id = () => vine.number().withoutDecimals().positive()
const reason = () => vine.string().trim().minLength(3).maxLength(2000)

const content = {
  kind: vine.enum(OUTAGE_KINDS),
  effect: vine.enum(OUTAGE_EFFECTS),
  startsAt: wallClock(),
  endsAt: wallClock().nullable().optional(),
  isForAll: vine.boolean(),
  organisationIds: vine.array(id()).maxLength(200),
  reason: reason(),
  ticketNumber: vine.string().trim().maxLength(40).nullable().optional(),
}

export const newOutageValidator = vine.create(content)
export const changedOutageValidator = vine.create({ ...content, version: id() })
export const outageEndValidator = vine.create({
  endsAt: wallClock().nullable().optional(),
  version: id(),
})
export const outageRemovalValidator = vine.create({ why: reason(), version: id() })

/** Moments are the wall clock of `zone`. */
export function toOutageValues(
  given: Infer<typeof newOutageValidator>,
  zone: string
): OutageValues {
  return {
    ...given,
    startsAt: toMoment(given.startsAt, zone),
    endsAt: given.endsAt ? toMoment(given.endsAt, zone) : null,
    ticketNumber: given.ticketNumber || null,
  }
}
