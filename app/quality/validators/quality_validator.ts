import { FEEDBACK_CHANNELS, FEEDBACK_KINDS, SEVERITIES } from '#quality/workflow/complaint_steps'
import { SIZES } from '#quality/workflow/improvement_priority'
import { FREE_SOURCES } from '#quality/workflow/improvement_steps'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const text = (length: number) => vine.string().trim().minLength(1).maxLength(length)
const day = () => vine.date({ formats: ['YYYY-MM-DD'] }).transform((date) => dayOf(date))
const LONG = 10_000

const about = {
  serviceId: id().nullable(),
  teamId: id().nullable(),
  aboutPersonId: id().nullable(),
}

/** Who registers for themselves alone sends neither person nor organisation. */
export const feedbackValidator = vine.create({
  kind: vine.enum(FEEDBACK_KINDS),
  personId: id().nullable(),
  saidBy: vine.string().trim().maxLength(200).nullable(),
  organisationId: id().nullable(),
  channel: vine.enum(FEEDBACK_CHANNELS),
  receivedOn: day(),
  ticketNumber: vine.string().trim().maxLength(20).nullable(),
  severity: vine.enum(SEVERITIES).nullable(),
  text: text(LONG),
  ...about,
})

export const ownFeedbackValidator = vine.create({
  kind: vine.enum(FEEDBACK_KINDS),
  ticketNumber: vine.string().trim().maxLength(20).nullable(),
  text: text(LONG),
})

export const feedbackFactsValidator = vine.create({
  version: id(),
  ownerId: id().nullable(),
  severity: vine.enum(SEVERITIES).nullable(),
  ...about,
})

export const investigationValidator = vine.create({
  version: id(),
  finding: text(LONG),
  isJustified: vine.boolean(),
})
export const answerValidator = vine.create({ version: id(), answerText: text(LONG) })
export const stepValidator = vine.create({ version: id() })
export const rejectionValidator = vine.create({ version: id(), rejectionReason: text(2_000) })
export const completionValidator = vine.create({
  version: id(),
  result: text(LONG),
  doneOn: day(),
})

const improvement = {
  title: text(200),
  description: text(LONG),
  serviceId: id().nullable(),
  expectedBenefit: vine.string().trim().maxLength(LONG).nullable(),
  effort: vine.enum(SIZES).nullable(),
  value: vine.enum(SIZES).nullable(),
  ownerId: id().nullable(),
  dueOn: vine
    .date({ formats: ['YYYY-MM-DD'] })
    .nullable()
    .transform((date) => date && dayOf(date)),
}

/** What comes out of a review or a complaint: client and source are those of that record. */
export const raisedImprovementValidator = vine.create(improvement)
export const changedImprovementValidator = vine.create({ ...improvement, version: id() })
export const newImprovementValidator = vine.create({
  ...improvement,
  organisationId: id(),
  source: vine.enum(FREE_SOURCES),
  sourceNumber: vine.string().trim().maxLength(40).nullable(),
})

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
