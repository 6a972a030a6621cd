import type { AgreedRule, AgreedTerms } from '#contracts/actions/write_terms'
import {
  ROUNDING_MODES,
  ROUNDING_SCOPES,
  RULE_KINDS,
  TIER_MODES,
  UNIT_BASES,
  type RuleKind,
} from '#contracts/models/terms_types'
import { isoDate } from '#contracts/validators/iso_date'
import { share } from '#contracts/validators/share'
import { termsProblems } from '#contracts/workflow/terms_problems'
import { amountMinor, priceMinor, wholeNumber } from '#core/whole_number'
import type { HttpContext } from '@adonisjs/core/http'
import vine, { errors } from '@vinejs/vine'

const MINUTES_MAX = 1_000_000

const id = () => vine.number().withoutDecimals().positive()
const minutes = (from = 0) => wholeNumber().range([from, MINUTES_MAX])
const count = (most = 10_000) => wholeNumber().range([1, most])
const name = () => vine.string().trim().maxLength(200).nullable().optional()

const overage = vine.object({ kind: vine.enum(['rate', 'top_up'] as const) }).merge(
  vine.group([
    vine.group.if((data) => data.kind === 'top_up', {
      minutes: minutes(1),
      feeMinor: priceMinor(),
    }),
    vine.group.else({ ratePerHourMinor: priceMinor() }),
  ])
)
const counts = vine.object({ kind: vine.enum(['people', 'items'] as const) }).merge(
  vine.group([
    vine.group.if((data) => data.kind === 'items', {
      classKey: vine.string().trim().minLength(1).maxLength(60),
    }),
    vine.group.else({}),
  ])
)

const TERMS = {
  tm: vine.object({ minimumMinor: amountMinor().nullable(), capMinor: amountMinor().nullable() }),
  fixed_fee: vine.object({
    ...{ feeMinor: amountMinor(), includedMinutes: minutes() },
    ...{ overageRatePerHourMinor: priceMinor(), rollover: vine.boolean() },
  }),
  prepaid_block: vine.object({
    ...{ feeMinor: amountMinor(), grantMinutes: minutes(1), lifePeriods: count(120).nullable() },
    rolloverCapMinutes: minutes().nullable(),
    ...{ overage, weighsBands: vine.boolean() },
  }),
  incident_pack: vine.object({
    ...{ packSize: count(), packPriceMinor: priceMinor() },
    purchase: vine.enum(['automatic', 'monthly'] as const),
    ...{ singlePriceMinor: priceMinor(), lifePeriods: count(120).nullable() },
  }),
  per_unit: vine.object({
    ...{ counts, basis: vine.enum(UNIT_BASES), tierMode: vine.enum(TIER_MODES) },
    tiers: vine
      .array(vine.object({ upTo: count(10_000_000).nullable(), priceMinor: priceMinor() }))
      .minLength(1)
      .maxLength(30),
  }),
  recurring: vine.object({
    quantity: count(),
    priceMinor: priceMinor(),
    isProrated: vine.boolean(),
  }),
  discount: vine.object({
    percent: share(),
    ofKeys: vine.array(vine.string().maxLength(40)).minLength(1).distinct().nullable(),
  }),
}
const isOf = (kind: RuleKind) => (data: Record<string, unknown>) => data.kind === kind

const rule = vine
  .object({
    key: vine
      .string()
      .maxLength(40)
      .regex(/^[a-z][a-z0-9_-]*$/),
    kind: vine.enum(RULE_KINDS),
    ...{ nameRu: name(), nameEn: name() },
    takes: vine
      .object({
        workTypeIds: vine.array(id()).minLength(1).distinct().nullable(),
        serviceIds: vine.array(id()).minLength(1).distinct().nullable(),
      })
      .nullable()
      .optional(),
  })
  .merge(
    vine.group([
      vine.group.if(isOf('tm'), { terms: TERMS.tm }),
      vine.group.if(isOf('fixed_fee'), { terms: TERMS.fixed_fee }),
      vine.group.if(isOf('prepaid_block'), { terms: TERMS.prepaid_block }),
      vine.group.if(isOf('incident_pack'), { terms: TERMS.incident_pack }),
      vine.group.if(isOf('per_unit'), { terms: TERMS.per_unit }),
      vine.group.if(isOf('recurring'), { terms: TERMS.recurring }),
      vine.group.if(isOf('discount'), { terms: TERMS.discount }),
    ])
  )

const amendmentValidator = vine.create({
  validFrom: isoDate(),
  amendment: name(),
  rateCardId: id().nullable(),
  rounding: vine.object({
    scope: vine.enum(ROUNDING_SCOPES),
    minimum: wholeNumber().range([0, 600]),
    increment: wholeNumber().range([1, 600]),
    mode: vine.enum(ROUNDING_MODES),
  }),
  travel: vine
    .object({ travelPercent: share(), perKmMinor: priceMinor(), callOutFeeMinor: priceMinor() })
    .nullable(),
  credits: vine
    .object({
      table: vine
        .array(vine.object({ from: share(), creditPercent: share() }))
        .minLength(1)
        .maxLength(20),
      capPercent: share().nullable(),
    })
    .nullable(),
  capMinor: amountMinor().nullable(),
  capMinutes: minutes(1).nullable(),
  rules: vine.array(rule).minLength(1).maxLength(40),
  version: id(),
})

/** Terms as they are sent, with a message at each field that does not hold together (§7.2). */
export async function amendmentInput({ request, i18n }: HttpContext) {
  const { version, rules, ...general } = await request.validateUsing(amendmentValidator)
  const values: AgreedTerms = { ...general, rules: rules as AgreedRule[] }
  const problems = termsProblems(values).map(({ field, key, params }) => ({
    ...{ field, rule: key, message: i18n.t(`contracts.problems.${key}`, params) },
  }))
  if (problems.length > 0) throw new errors.E_VALIDATION_ERROR(problems)
  return { values, seenVersion: version }
}
