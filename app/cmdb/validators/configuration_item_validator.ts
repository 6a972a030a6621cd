import { CI_STATUSES, CRITICALITIES, ENVIRONMENTS } from '#cmdb/models/ci_types'
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
  ownerPersonId: vine.number().positive().withoutDecimals().nullable().optional(),
  /** The service of the catalogue the item stands for. */
  serviceId: vine.number().positive().withoutDecimals().nullable().optional(),
}

export const createItemValidator = vine.create({
  ...base,
  ...details,
  classCode: text(60),
  organisationId: vine.number().positive().withoutDecimals(),
  attributes: attributes().optional(),
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
  isChangeControlled: vine.boolean().nullable().optional(),
  attributes: attributes().optional(),
  /** Why the status of a change-controlled item is set without a change. */
  reason: optionalText(1000),
  version: vine.number().positive().withoutDecimals(),
})
