import type { ClientAccount } from '#billing/queries/client_account'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** What an account manager wants to know of a client, besides the contracts in force. */
export default class ClientAccountTransformer extends BaseTransformer<ClientAccount> {
  toObject() {
    return { ...this.resource }
  }
}
