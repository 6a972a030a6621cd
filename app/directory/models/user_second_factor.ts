import { UserSecondFactorSchema } from '#database/schema'

/** A person's authenticator app; without `confirmedAt` it is only being set up and asks for nothing. */
export default class UserSecondFactor extends UserSecondFactorSchema {}
