import { ORGANISATION_KINDS } from '#directory/models/organisation_types'
import { timeZone } from '#directory/validators/time_zone'
import vine from '@vinejs/vine'

const optionalText = (length: number) => vine.string().trim().maxLength(length).nullable()

const organisation = {
  name: vine.string().trim().minLength(1).maxLength(200),
  // It stands in addresses.
  code: vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u),
  legalName: optionalText(300),
  kind: vine.enum(ORGANISATION_KINDS),
  parentId: vine.number().withoutDecimals().positive().nullable(),
  timeZone: timeZone(),
  locale: vine.enum(['ru', 'en'] as const),
  taxNumber: optionalText(20),
  taxRegistrationCode: optionalText(20),
  address: optionalText(400),
  bankDetails: optionalText(400),
  isActive: vine.boolean(),
}

const degrees = (limit: number) => vine.number().min(-limit).max(limit).nullable()

const site = {
  name: vine.string().trim().minLength(1).maxLength(200),
  address: optionalText(400),
  region: optionalText(120),
  timeZone: timeZone(),
  latitude: degrees(90),
  longitude: degrees(180),
  isActive: vine.boolean(),
}

const department = {
  name: vine.string().trim().minLength(1).maxLength(200),
  parentId: vine.number().withoutDecimals().positive().nullable(),
  headPersonId: vine.number().withoutDecimals().positive().nullable(),
  isActive: vine.boolean(),
}

/** The version the form was opened with. */
const version = vine.number().withoutDecimals().positive()

export const newOrganisationValidator = vine.create(organisation)
export const organisationValidator = vine.create({ ...organisation, version })
export const newSiteValidator = vine.create(site)
export const siteValidator = vine.create({ ...site, version })
export const newDepartmentValidator = vine.create(department)
export const departmentValidator = vine.create({ ...department, version })
