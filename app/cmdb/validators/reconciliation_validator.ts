import { FINDING_STATES } from '#cmdb/models/finding_types'
import vine from '@vinejs/vine'

export const findingValidator = vine.create({ state: vine.enum(FINDING_STATES) })

export const lockValidator = vine.create({
  field: vine.string().trim().maxLength(80),
  isLocked: vine.boolean(),
})

const version = vine.number().positive().withoutDecimals()

export const mergeItemsValidator = vine.create({
  otherNumber: vine.string().trim().maxLength(20),
  version,
  otherVersion: version.clone(),
  taken: vine.array(vine.string().maxLength(80)).maxLength(300),
})
