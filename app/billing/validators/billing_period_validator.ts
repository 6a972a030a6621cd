import { CURRENCIES } from '#catalog/models/service_types'
import { REPORT_MONTH } from '#billing/workflow/report_period'
import { PERIOD_STEPS } from '#billing/workflow/period_steps'
import { isoDate } from '#contracts/validators/iso_date'
import { MOST_AMOUNT_MINOR, wholeNumber } from '#core/whole_number'
import vine from '@vinejs/vine'

const month = () => vine.string().regex(REPORT_MONTH)
const version = () => vine.number().withoutDecimals().min(0)
const words = (max: number) => vine.string().trim().minLength(1).maxLength(max)

/** Up to eight decimals, above 0; a comma is a point. */
const exchangeRate = () =>
  vine
    .string()
    .trim()
    .regex(/^(?!0+([.,]0+)?$)\d{1,5}([.,]\d{1,8})?$/)
    .transform((text) => text.replace(',', '.'))

/** A version of 0 is that of a period nobody has taken up yet. */
export const periodStepValidator = vine.create({
  month: month(),
  step: vine.enum(PERIOD_STEPS),
  version: version(),
  note: words(1000).nullable().optional().requiredWhen('step', '=', 'decline'),
  number: words(60).nullable().optional(),
  date: isoDate().nullable().optional(),
  exchange: vine
    .object({
      currency: vine.enum(CURRENCIES),
      rate: exchangeRate(),
      date: isoDate(),
      source: words(120),
    })
    .nullable()
    .optional(),
})

export const periodMonthValidator = vine.create({ month: month() })

export const periodUnlockValidator = vine.create({
  month: month(),
  act: vine.enum(['ask', 'confirm', 'refuse']),
  version: version(),
  reason: words(500).nullable().optional().requiredWhen('act', '=', 'ask'),
})

export const chargeLineValidator = vine.create({
  month: month(),
  position: vine.number().withoutDecimals().min(0),
})

/** About a line of a period, or a piece of its work. */
export const questionValidator = vine.create({
  month: month(),
  position: vine.number().withoutDecimals().min(0),
  entryId: vine.number().withoutDecimals().positive().nullable().optional(),
  question: words(2000),
})

export const answerValidator = vine.create({ answer: words(2000) })

const MINUTES_MAX = 1_000_000

/** Minutes of a line of time, or an amount of any other. */
export const correctionValidator = vine.create({
  lineId: vine.number().withoutDecimals().positive(),
  entryId: vine.number().withoutDecimals().positive().nullable().optional(),
  deltaMinutes: wholeNumber()
    .range([-MINUTES_MAX, MINUTES_MAX])
    .nullable()
    .optional()
    .requiredIfMissing('amountMinor'),
  amountMinor: wholeNumber().range([-MOST_AMOUNT_MINOR, MOST_AMOUNT_MINOR]).nullable().optional(),
  reason: words(500),
})

export const closingValidator = vine.create({ month: month(), language: vine.enum(['ru', 'en']) })
