import { NON_BILLABLE_REASONS } from '#billing/workflow/non_billable_reasons'
import vine from '@vinejs/vine'

const DAY_MINUTES = 1440
const NOTE_MAX = 2_000

const note = () => vine.string().maxLength(NOTE_MAX).nullable().optional()

export const timeEntryValidator = vine.create({
  workTypeId: vine.number().positive().withoutDecimals(),
  workDate: vine.date({ formats: ['YYYY-MM-DD'] }).transform((date) => toIsoDate(date)),
  minutes: vine.number().withoutDecimals().min(1).max(DAY_MINUTES),
  isBillable: vine.boolean(),
  nonBillableReason: vine
    .enum(NON_BILLABLE_REASONS)
    .nullable()
    .optional()
    .requiredWhen('isBillable', '=', false),
  publicNote: note(),
  internalNote: note(),
})

/** Vine reads a plain date as midnight of the server's own zone. */
function toIsoDate(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
