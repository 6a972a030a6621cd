import type { ServiceValues } from '#catalog/actions/save_service'
import type { ServicePrices } from '#catalog/actions/set_service_prices'
import { CRITICALITIES, CURRENCIES } from '#catalog/models/service_types'
import { SERVICE_STEP_NAMES } from '#catalog/workflow/service_workflow'
import { toMinor } from '#core/money'
import { percent } from '#core/percent_rule'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const id = () => vine.number().withoutDecimals().positive()
const optionalId = () => id().nullable().optional()
const text = () => vine.string().trim().maxLength(10_000).nullable().optional()
/** It stands in addresses. */
const code = () =>
  vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .notIn(['new'])

/** One of the two languages is enough: the other falls back to it, marked (CAT-06). */
const name = (other: 'nameRu' | 'nameEn') =>
  vine.string().trim().maxLength(200).optional().requiredIfMissing(other)
const names = { code: code(), nameRu: name('nameEn'), nameEn: name('nameRu') }

/** A month's money as it is typed: `1234.50` or `1234,50`, spaces between thousands. */
const amount = () =>
  vine
    .string()
    .trim()
    .regex(/^\d[\d\s]{0,14}([.,]\d{1,2})?$/)
    .nullable()
    .optional()

const content = {
  ...names,
  descriptionRu: text(),
  descriptionEn: text(),
  technicalRu: text(),
  technicalEn: text(),
  familyId: optionalId(),
  ownerPersonId: optionalId(),
  supportTeamId: optionalId(),
  criticality: vine.number().in([...CRITICALITIES]),
  availabilityTarget: vine.string().trim().use(percent()).nullable().optional(),
  availabilityCalendarId: optionalId(),
  needsIds: vine.array(id()).distinct().maxLength(100),
}

export const newServiceValidator = vine.create(content)
export const changedServiceValidator = vine.create({ ...content, version: id() })

export const serviceStepValidator = vine.create({
  step: vine.enum(SERVICE_STEP_NAMES),
  acceptsUses: vine.boolean().optional(),
  version: id(),
})

export const servicePricesValidator = vine.create({
  cost: amount(),
  price: amount(),
  currency: vine.enum(CURRENCIES).nullable().optional().requiredIfAnyExists(['cost', 'price']),
  version: id(),
})

const family = {
  ...names,
  descriptionRu: text(),
  descriptionEn: text(),
  parentId: optionalId(),
}
export const newFamilyValidator = vine.create(family)
export const changedFamilyValidator = vine.create({ ...family, version: id() })
export const seenVersionValidator = vine.create({ version: id() })

/** What was left out is empty: a form sends all of a service. */
export function toServiceValues(given: Infer<typeof newServiceValidator>): ServiceValues {
  return {
    ...{ code: given.code, nameRu: given.nameRu ?? '', nameEn: given.nameEn ?? '' },
    descriptionRu: given.descriptionRu ?? null,
    descriptionEn: given.descriptionEn ?? null,
    technicalRu: given.technicalRu ?? null,
    technicalEn: given.technicalEn ?? null,
    familyId: given.familyId ?? null,
    ownerPersonId: given.ownerPersonId ?? null,
    supportTeamId: given.supportTeamId ?? null,
    criticality: given.criticality,
    availabilityTarget: given.availabilityTarget ?? null,
    availabilityCalendarId: given.availabilityTarget
      ? (given.availabilityCalendarId ?? null)
      : null,
    needsIds: given.needsIds,
  }
}

export function toFamilyValues(given: Infer<typeof newFamilyValidator>) {
  return {
    ...{ code: given.code, nameRu: given.nameRu ?? '', nameEn: given.nameEn ?? '' },
    descriptionRu: given.descriptionRu ?? null,
    descriptionEn: given.descriptionEn ?? null,
    parentId: given.parentId ?? null,
  }
}

export function toPrices(
  given: Omit<Infer<typeof servicePricesValidator>, 'version'>
): ServicePrices {
  const costMinor = minorOf(given.cost)
  const priceMinor = minorOf(given.price)
  const isKnown = costMinor !== null || priceMinor !== null
  return { costMinor, priceMinor, currency: isKnown ? (given.currency ?? null) : null }
}

function minorOf(typed: string | null | undefined): number | null {
  return typed ? toMinor(typed.replace(/\s/g, '').replace(',', '.')) : null
}
