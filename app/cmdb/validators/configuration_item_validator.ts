import { CI_STATUSES, CRITICALITIES, ENVIRONMENTS, OPERATIONAL_STATES } from '#cmdb/models/ci_types'
import { LONGEST_TAG, MOST_TAGS } from '#cmdb/workflow/tags'
import vine from '@vinejs/vine'

const text = (max: number) => vine.string().trim().maxLength(max)
const optionalText = (max: number) => text(max).nullable().optional()
const attributes = () =>
  vine.record(
    vine
      .unionOfTypes([
        vine.string().maxLength(5000),
        vine.number(),
        vine.boolean(),
        vine.array(vine.string().maxLength(500)).maxLength(500),
      ])
      .nullable()
  )

const base = {
  name: text(200).minLength(1),
  status: vine.enum(CI_STATUSES),
  environment: vine.enum(ENVIRONMENTS),
  criticality: vine.number().in([...CRITICALITIES]),
}
const details = {
  description: optionalText(5000),
  vendor: optionalText(120),
  model: optionalText(120),
  serialNumber: optionalText(120),
  ipAddress: vine.string().trim().ipAddress().nullable().optional(),
  siteId: vine.number().positive().withoutDecimals().nullable().optional(),
  supportTeamId: vine.number().positive().withoutDecimals().nullable().optional(),
  changeTeamId: vine.number().positive().withoutDecimals().nullable().optional(),
  ownerPersonId: vine.number().positive().withoutDecimals().nullable().optional(),
  /** The service of the catalogue the item stands for. */
  serviceId: vine.number().positive().withoutDecimals().nullable().optional(),
  tags: vine.array(text(LONGEST_TAG)).maxLength(MOST_TAGS).nullable().optional(),
}

const correction = {
  /** Why the status is set where lifecycle or change control ask for it; it stands in the history. */
  reason: optionalText(1000),
  /** With the right to correct: the lifecycle is left aside. */
  correctsLifecycle: vine.boolean().optional(),
}

export const createItemValidator = vine.create({
  ...base,
  ...details,
  classCode: text(60),
  organisationId: vine.number().positive().withoutDecimals(),
  attributes: attributes().optional(),
  ...correction,
})

export const moveItemValidator = vine.create({
  classCode: text(60),
  attributes: attributes().optional(),
  version: vine.number().positive().withoutDecimals(),
})

export const updateItemValidator = vine.create({
  name: base.name.clone().optional(),
  status: base.status.clone().optional(),
  environment: base.environment.clone().optional(),
  criticality: base.criticality.clone().optional(),
  ...details,
  operationalState: vine.enum(OPERATIONAL_STATES).optional(),
  isChangeControlled: vine.boolean().nullable().optional(),
  attributes: attributes().optional(),
  ...correction,
  version: vine.number().positive().withoutDecimals(),
})

/** What the form of a new item holds so far. */
export const similarItemsValidator = vine.create({
  classCode: text(60),
  organisationId: vine.number().positive().withoutDecimals(),
  name: text(200),
  serialNumber: optionalText(120),
  ipAddress: optionalText(60),
  attributes: vine.record(vine.string().maxLength(500)).optional(),
})

export const seenItemValidator = vine.create({
  version: vine.number().positive().withoutDecimals(),
})

export const removeItemValidator = vine.create({
  reason: text(1000).minLength(1),
  version: vine.number().positive().withoutDecimals(),
})
