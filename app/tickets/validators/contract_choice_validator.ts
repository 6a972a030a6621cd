import vine from '@vinejs/vine'

export const contractChoiceValidator = vine.create({
  /** Null lets service and item decide again. */
  contractId: vine.number().withoutDecimals().positive().nullable(),
  reason: vine.string().trim().minLength(3).maxLength(500),
  version: vine.number().withoutDecimals().positive(),
})
