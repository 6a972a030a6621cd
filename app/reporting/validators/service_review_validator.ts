import { INTERVALS } from '#reporting/workflow/review_steps'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const ids = () => vine.array(id()).distinct().maxLength(100)
const text = () => vine.string().trim().maxLength(10_000).nullable()
const day = () => vine.date({ formats: ['YYYY-MM-DD'] }).transform((date) => dayOf(date))

const review = {
  organisationId: id(),
  periodFrom: day(),
  periodTo: day(),
  plannedOn: day(),
  intervalMonths: vine.enum(INTERVALS),
  agenda: text(),
  minutes: text(),
  decisions: text(),
  serviceIds: ids(),
  agreementIds: ids(),
  participantIds: ids(),
}

export const newReviewValidator = vine.create(review)
export const changedReviewValidator = vine.create({ ...review, version: id() })
export const holdingValidator = vine.create({ version: id(), heldOn: day() })
export const closureValidator = vine.create({ version: id() })

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
