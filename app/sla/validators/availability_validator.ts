import { percent } from '#core/percent_rule'
import vine from '@vinejs/vine'

const ROWS_MAX = 200
const id = () => vine.number().withoutDecimals().positive()

export const availabilityValidator = vine.create({
  rows: vine
    .array(
      vine.object({
        serviceId: id(),
        target: vine.string().trim().use(percent()),
        calendarId: id().nullable(),
      })
    )
    .maxLength(ROWS_MAX),
  version: id(),
})
