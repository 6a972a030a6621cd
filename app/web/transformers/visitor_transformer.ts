import type User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** The signed-in person as the shell needs them. */
export default class VisitorTransformer extends BaseTransformer<{
  principal: Principal
  user: User
}> {
  toObject() {
    const { principal, user } = this.resource
    return {
      name: principal.name,
      email: user.email,
      personId: principal.personId,
      locale: principal.locale,
      theme: user.theme,
      timeZone: principal.timeZone,
      singleKeyShortcuts: user.singleKeyShortcuts,
      canCreateTickets: principal.can('tickets.create'),
    }
  }
}
