import { CURRENCIES } from '#catalog/models/service_types'
import { BAND_DAYS } from '#contracts/models/terms_types'
import { isoDate } from '#contracts/validators/iso_date'
import { bandProblems } from '#contracts/workflow/band_problems'
import { rateProblems } from '#contracts/workflow/rate_problems'
import type { RateCardValues } from '#contracts/actions/save_rate_card'
import { priceMinor, wholeNumber } from '#core/whole_number'
import type { HttpContext } from '@adonisjs/core/http'
import vine, { errors } from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const minute = () => wholeNumber().range([0, 1440])
/** It stands in addresses. */
const code = () =>
  vine
    .string()
    .trim()
    .maxLength(60)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .notIn(['new'])
const name = () => vine.string().trim().minLength(1).maxLength(200)

const content = {
  ...{ code: code(), nameRu: name(), nameEn: name(), currency: vine.enum(CURRENCIES) },
  windows: vine
    .array(
      vine.object({
        band: vine.string().trim().minLength(1).maxLength(40),
        /** A decimal string, above 0 and at most 10. */
        multiplier: vine
          .string()
          .trim()
          .regex(/^(10|(?!0+([.,]0+)?$)\d([.,]\d{1,3})?)$/)
          .transform((text) => text.replace(',', '.')),
        days: vine.enum(BAND_DAYS),
        fromMinute: minute(),
        toMinute: minute(),
        validFrom: isoDate(),
        validTo: isoDate().nullable(),
      })
    )
    .maxLength(100),
  rates: vine
    .array(
      vine.object({
        id: id().nullable(),
        workTypeId: id().nullable(),
        workRoleId: id().nullable(),
        validFrom: isoDate(),
        validTo: isoDate().nullable(),
        ratePerHourMinor: priceMinor(),
      })
    )
    .minLength(1)
    .maxLength(500),
}
const newCard = vine.create(content)
const changedCard = vine.create({ ...content, version: id() })

export async function newRateCardInput({ request, i18n }: HttpContext) {
  return checked(await request.validateUsing(newCard), i18n)
}

export async function rateCardInput({ request, i18n }: HttpContext) {
  const { version, ...values } = await request.validateUsing(changedCard)
  return { values: checked(values, i18n), seenVersion: version }
}

/** Rows that contradict each other are told at their fields (§7.3). */
function checked(values: RateCardValues, i18n: HttpContext['i18n']): RateCardValues {
  const problems = [...rateProblems(values.rates), ...bandProblems(values.windows)]
  if (problems.length === 0) return values
  throw new errors.E_VALIDATION_ERROR(
    problems.map(({ field, key, params }) => ({
      ...{ field, rule: key, message: i18n.t(`rate_cards.problems.${key}`, params) },
    }))
  )
}

export const workRoleValidator = vine.create({
  code: vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[a-z0-9][a-z0-9_-]*$/),
  labelRu: vine.string().trim().minLength(1).maxLength(120),
  labelEn: vine.string().trim().minLength(1).maxLength(120),
  costPerHourMinor: priceMinor().nullable(),
  costCurrency: vine.enum(CURRENCIES).nullable().optional().requiredIfExists('costPerHourMinor'),
  personIds: vine.array(id()).distinct().maxLength(1000),
})
