import { SecondFactorExists } from '#directory/errors/second_factor'
import UserSecondFactor from '#directory/models/user_second_factor'
import { newTotpSecret } from '#directory/workflow/totp'
import encryption from '@adonisjs/core/services/encryption'
import { inTransaction } from '#core/transaction'

/** Makes a new secret for the app; it asks for nothing until a code confirms it. Throws SecondFactorExists. */
export const beginSecondFactor = {
  async handle({ userId }: { userId: number }): Promise<UserSecondFactor> {
    return inTransaction(async (trx) => {
      const known = await UserSecondFactor.query({ client: trx })
        .where({ userId })
        .forUpdate()
        .first()
      if (known?.confirmedAt) throw new SecondFactorExists()
      const factor = known ?? new UserSecondFactor().fill({ userId })
      const secret = encryption.encrypt(newTotpSecret())
      return factor.useTransaction(trx).merge({ secret, lastUsedStep: null }).save()
    })
  },
}
