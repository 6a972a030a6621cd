import vine from '@vinejs/vine'

/** A moment on the calendar's own wall clock. */
const moment = () => vine.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)

const YEAR_OF_MINUTES = 527_040

export const dueValidator = vine.create({
  opened: moment(),
  minutes: vine.number().withoutDecimals().min(0).max(YEAR_OF_MINUTES),
})

export const workedValidator = vine.create({ from: moment(), to: moment() })
