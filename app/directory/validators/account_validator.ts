import { timeZone } from '#directory/validators/time_zone'
import vine from '@vinejs/vine'

const email = () =>
  vine
    .string()
    .email()
    .normalizeEmail({ all_lowercase: true, gmail_remove_dots: false })
    .maxLength(200)
const code = () => vine.string().trim().minLength(6).maxLength(30)
/** Rules beyond being there are the action's: they need to know whose password it is. */
const password = () => vine.string().minLength(1).maxLength(1000)

export const codeValidator = vine.create({ code: code() })
export const currentPasswordValidator = vine.create({ currentPassword: password() })
export const changePasswordValidator = vine.create({
  currentPassword: password(),
  password: password(),
})
export const newPasswordValidator = vine.create({ password: password() })
export const passwordResetValidator = vine.create({ email: email() })
export const switchAccountValidator = vine.create({ isActive: vine.boolean() })

export const setupValidator = vine.create({
  organisationName: vine.string().trim().minLength(1).maxLength(200),
  displayName: vine.string().trim().minLength(1).maxLength(200),
  email: email(),
  password: password(),
  locale: vine.enum(['ru', 'en'] as const),
  timeZone: timeZone(),
})

const id = () => vine.number().withoutDecimals().positive()
const role = { roleId: id(), organisationId: id().nullable() }

export const newAccountValidator = vine.create({
  email: email(),
  locale: vine.enum(['ru', 'en'] as const),
  roles: vine.array(vine.object(role)).maxLength(20),
})
/** `version` is the account's, as the page showed it. */
export const accountEmailValidator = vine.create({ email: email(), version: id() })
export const giveRoleValidator = vine.create({ ...role, version: id() })
export const takeRoleValidator = vine.create({ version: id() })
export const releaseAccountValidator = vine.create({ version: id() })
/** Rows chosen in the list of accounts. */
export const chosenAccountsValidator = vine.create({
  ids: vine.array(id()).minLength(1).maxLength(200),
})
