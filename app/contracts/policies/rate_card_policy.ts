import { drawnOnByOthers } from '#contracts/queries/rate_card_use'
import type RateCard from '#contracts/models/rate_card'
import type { Principal } from '#directory/queries/principal'
import { BasePolicy } from '@adonisjs/bouncer'

/** Rates are prices of contracts, and so is what an hour costs the provider. */
export default class RateCardPolicy extends BasePolicy {
  view(principal: Principal) {
    return principal.can('contracts.edit')
  }

  /** A card that contracts of others draw on too is theirs to change. */
  async edit(principal: Principal, card: RateCard) {
    if (!this.view(principal)) return false
    return principal.reach('contracts.edit').all || !(await drawnOnByOthers(principal, card.id))
  }
}
