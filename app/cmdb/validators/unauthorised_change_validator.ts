import vine from '@vinejs/vine'

const reason = () => vine.string().trim().minLength(1).maxLength(1000)
const version = () => vine.number().positive().withoutDecimals()

export const acceptChangeValidator = vine.create({ reason: reason(), version: version() })

export const revertChangeValidator = vine.create({
  reason: reason().nullable().optional(),
  version: version(),
})
