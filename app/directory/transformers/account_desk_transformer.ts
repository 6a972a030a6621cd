import type { AccountDesk } from '#directory/queries/account_desk'
import RoleTransformer from '#directory/transformers/role_transformer'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** What may be done to an account, for who manages it. */
export default class AccountDeskTransformer extends BaseTransformer<AccountDesk> {
  toObject() {
    return {
      ...this.pick(this.resource, ['hasSecondFactor', 'isOwn']),
      roles: RoleTransformer.transform(this.resource.roles),
    }
  }
}
