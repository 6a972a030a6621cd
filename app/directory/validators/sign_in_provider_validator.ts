import { ADMITS } from '#directory/models/sign_in_provider_types'
import vine from '@vinejs/vine'

const id = () => vine.number().withoutDecimals().positive()
const text = (length: number) => vine.string().trim().minLength(1).maxLength(length)
const claim = () => text(60).regex(/^[A-Za-z0-9_.:/-]+$/)

const provider = {
  name: text(120),
  issuer: text(300),
  clientId: text(200),
  /** Absent keeps the one there is. */
  clientSecret: text(500).nullable().optional(),
  scopes: text(300).regex(
    /^(?=(?:.* )?openid(?: |$))[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/
  ),
  emailClaim: claim(),
  nameClaim: claim(),
  groupsClaim: claim().nullable(),
  secondFactorAcr: text(200).nullable(),
  admits: vine.enum(ADMITS),
  takesOverAccounts: vine.boolean(),
  organisationId: id().nullable(),
  isActive: vine.boolean(),
  groups: vine
    .array(vine.object({ groupName: text(300), roleId: id(), organisationId: id().nullable() }))
    .maxLength(200),
}

export const newProviderValidator = vine.create(provider)
export const providerValidator = vine.create({ ...provider, version: id() })
export const issuerValidator = vine.create({ issuer: text(300) })
