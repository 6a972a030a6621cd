import { PasswordLinkSchema } from '#database/schema'

/** A link that sets a password once, mailed to its owner or handed over by an administrator. */
export default class PasswordLink extends PasswordLinkSchema {}
