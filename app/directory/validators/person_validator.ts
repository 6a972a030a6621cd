import type { MergedField } from '#directory/models/person_types'
import { timeZone } from '#directory/validators/time_zone'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const optionalText = (length: number) => vine.string().trim().maxLength(length).nullable()

const phone = vine.object({
  number: vine.string().trim().minLength(1).maxLength(40),
  label: optionalText(40),
})

const person = {
  displayName: vine.string().trim().minLength(1).maxLength(200),
  email: vine.string().trim().email().maxLength(200).nullable(),
  phones: vine.array(phone).maxLength(10),
  jobTitle: optionalText(200),
  organisationId: id(),
  siteId: id().nullable(),
  departmentId: id().nullable(),
  managerId: id().nullable(),
  room: optionalText(60),
  timeZone: timeZone().nullable(),
  locale: vine.enum(['ru', 'en'] as const).nullable(),
  isVip: vine.boolean(),
  isActive: vine.boolean(),
}

export const newPersonValidator = vine.create(person)
export const personValidator = vine.create({ ...person, version: id() })

export const callerValidator = vine.create({
  displayName: person.displayName.clone(),
  organisationId: id(),
  email: person.email.clone(),
  phone: vine.string().trim().minLength(1).maxLength(40).nullable(),
  isAnother: vine.boolean(),
})

/** What a row of an imported file tells of a person; who and where it means is found out elsewhere. */
export const personRowValidator = vine.create({
  displayName: person.displayName.clone().optional(),
  email: person.email.clone().optional(),
  phones: person.phones.clone().optional(),
  jobTitle: person.jobTitle.clone().optional(),
  room: person.room.clone().optional(),
  timeZone: person.timeZone.clone().optional(),
  locale: person.locale.clone().optional(),
  externalKey: optionalText(120).optional(),
})

const side = () => vine.enum(['kept', 'merged'] as const).optional()

export const mergeValidator = vine.create({
  version: id(),
  otherPersonId: id(),
  otherVersion: id(),
  fields: vine.object({
    displayName: side(),
    email: side(),
    jobTitle: side(),
    siteId: side(),
    departmentId: side(),
    managerId: side(),
    room: side(),
    timeZone: side(),
    locale: side(),
    isVip: side(),
  } satisfies Record<MergedField, unknown>),
  phones: vine.enum(['kept', 'merged', 'both'] as const),
})

/** Others who look like a person and are not. */
export const distinctionValidator = vine.create({
  otherPersonIds: vine.array(id()).minLength(1).maxLength(50),
})

/** What is told changes for all of these people, the rest stays. */
export const peopleChangeValidator = vine.create({
  people: vine
    .array(vine.object({ id: id(), version: id() }))
    .minLength(1)
    .maxLength(200),
  siteId: id().nullable().optional(),
  departmentId: id().nullable().optional(),
  managerId: id().nullable().optional(),
  isActive: vine.boolean().optional(),
})
