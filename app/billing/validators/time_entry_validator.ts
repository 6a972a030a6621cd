import { NON_BILLABLE_REASONS } from '#billing/workflow/non_billable_reasons'
import type { Work } from '#billing/actions/check_work'
import { wholeNumber } from '#core/whole_number'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const DAY_MINUTES = 1440
const NOTE_MAX = 2_000

const note = () => vine.string().maxLength(NOTE_MAX).nullable().optional()

/** A day of the calendar as it is written: `YYYY-MM-DD`. */
export const localDate = () =>
  vine.date({ formats: ['YYYY-MM-DD'] }).transform((date) => toIsoDate(date))

const work = {
  workTypeId: vine.number().positive().withoutDecimals(),
  workDate: localDate(),
  startTime: vine
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .optional(),
  minutes: wholeNumber().range([1, DAY_MINUTES]),
  isBillable: vine.boolean(),
  nonBillableReason: vine
    .enum(NON_BILLABLE_REASONS)
    .nullable()
    .optional()
    .requiredWhen('isBillable', '=', false),
  publicNote: note(),
  internalNote: note(),
}
const version = () => vine.number().withoutDecimals().positive()
const seen = () =>
  vine
    .array(vine.object({ id: vine.number().withoutDecimals().positive(), version: version() }))
    .minLength(1)
    .maxLength(500)

export const timeEntryValidator = vine.create(work)

/** A form's answers as a piece of work: what was left out is null. */
export function workOf(input: Infer<typeof timeEntryValidator>): Work {
  const { nonBillableReason = null, publicNote = null, internalNote = null, ...rest } = input
  const startTime = rest.startTime ?? null
  return { ...rest, startTime, nonBillableReason, publicNote, internalNote }
}

export const rewrittenTimeValidator = vine.create({ ...work, version: version() })
export const seenVersionValidator = vine.create({ version: version() })

export const ownStepValidator = vine.create({
  step: vine.enum(['submit', 'withdraw']),
  entries: seen(),
})

/** Who sends work back asks what is wrong with it. */
export const approvalStepValidator = vine.create({
  step: vine.enum(['approve', 'reject']),
  entries: seen(),
  note: vine
    .string()
    .trim()
    .maxLength(500)
    .nullable()
    .optional()
    .requiredWhen('step', '=', 'reject'),
})

export const judgedTimeValidator = vine.create({
  version: version(),
  isBillable: work.isBillable.clone(),
  nonBillableReason: work.nonBillableReason.clone(),
  reason: vine.string().trim().minLength(1).maxLength(500),
})

/** Vine reads a plain date as midnight of the server's own zone. */
function toIsoDate(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
