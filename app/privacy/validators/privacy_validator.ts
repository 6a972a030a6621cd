import {
  CONSENT_METHODS,
  LEGAL_BASES,
  REQUEST_KINDS,
  REQUEST_WAYS,
} from '#privacy/workflow/privacy_types'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const text = (length: number) => vine.string().trim().minLength(1).maxLength(length)
const day = () => vine.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const LONG = 20_000

const purpose = {
  code: vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[a-z][a-z0-9_-]*$/),
  nameRu: text(200),
  nameEn: text(200),
  legalBasis: vine.enum(LEGAL_BASES),
  dataCategoriesRu: text(1000),
  dataCategoriesEn: text(1000),
  subjectsRu: text(400),
  subjectsEn: text(400),
  retentionRu: text(400),
  retentionEn: text(400),
  isMandatory: vine.boolean(),
  isActive: vine.boolean(),
}

export const newPurposeValidator = vine.create(purpose)
export const purposeValidator = vine.create({ ...purpose, version: id() })

export const consentTextValidator = vine.create({
  textRu: text(LONG),
  textEn: text(LONG),
  effectiveOn: day(),
})

export const agreementValidator = vine.create({
  textIds: vine.array(id()).minLength(1).maxLength(50),
})

export const recordConsentValidator = vine.create({
  purposeId: id(),
  method: vine.enum(CONSENT_METHODS.filter((method) => method !== 'portal')),
  givenOn: day(),
  documentReference: text(200).nullable(),
})

export const reasonValidator = vine.create({ reason: text(400) })

export const subjectRequestValidator = vine.create({
  kind: vine.enum(REQUEST_KINDS),
  personId: id().nullable(),
  // Of whom the directory does not know.
  applicant: vine.string().trim().maxLength(200).nullable(),
  receivedOn: day(),
  receivedBy: vine.enum(REQUEST_WAYS),
  requestText: text(LONG),
  calendarId: id().nullable(),
})

export const extensionValidator = vine.create({ version: id(), reason: text(400) })

export const answerValidator = vine.create({
  version: id(),
  state: vine.enum(['answered', 'refused'] as const),
  answerText: text(LONG),
})

export const retentionValidator = vine.create({
  days: vine.number().withoutDecimals().min(1).max(36_500),
  isOn: vine.boolean(),
  version: vine.number().withoutDecimals().min(0),
})

export const anonymisationValidator = vine.create({
  confirmation: text(200),
  reason: text(400),
  isForced: vine.boolean(),
  ticketIds: vine.array(id()).maxLength(500),
})
