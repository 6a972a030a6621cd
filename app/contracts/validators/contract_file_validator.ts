import { CONTACT_ROLES, CONTRACT_DOCUMENT_KINDS } from '#contracts/models/contract_types'
import vine from '@vinejs/vine'

/** Beside the file of a form. */
export const contractFileValidator = vine.create({
  title: vine.string().trim().minLength(1).maxLength(200),
  kind: vine.enum(CONTRACT_DOCUMENT_KINDS),
  isForClient: vine.boolean(),
})

export const fileRemovalValidator = vine.create({
  reason: vine.string().trim().minLength(1).maxLength(1000),
})

export const contactValidator = vine.create({
  personId: vine.number().withoutDecimals().positive(),
  role: vine.enum(CONTACT_ROLES),
})
