import vine from '@vinejs/vine'

const id = () => vine.number().positive().withoutDecimals()

export const holdersValidator = vine.create({
  teamIds: vine.array(id()).maxLength(200).optional(),
  supplierId: id().nullable().optional(),
  version: id(),
})
