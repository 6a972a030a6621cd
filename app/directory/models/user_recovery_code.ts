import { UserRecoveryCodeSchema } from '#database/schema'

/** Opens the second step once when the authenticator is lost. */
export default class UserRecoveryCode extends UserRecoveryCodeSchema {}
