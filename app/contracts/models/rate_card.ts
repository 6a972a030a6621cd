import Rate from '#contracts/models/rate'
import { RateCardSchema } from '#database/schema'
import type { Principal } from '#directory/queries/principal'
import { hasMany } from '@adonisjs/lucid/orm'
import db from '@adonisjs/lucid/services/db'
import type { HasMany } from '@adonisjs/lucid/types/relations'

/** Prices of work by the hour that contracts draw on, with the hours that cost more (§7.3). */
export default class RateCard extends RateCardSchema {
  @hasMany(() => Rate)
  declare rates: HasMany<typeof Rate>

  /** Who edits contracts sees cards of their own clients, and those no contract draws on yet. */
  static visibleTo(principal: Principal) {
    const query = this.query()
    const reach = principal.reach('contracts.edit')
    if (reach.all) return query
    if (!principal.can('contracts.edit')) return query.whereRaw('1 = 0')
    const used = () => db.from('contract_terms').whereNotNull('rate_card_id')
    const own = used()
      .join('contracts', 'contracts.id', 'contract_terms.contract_id')
      .whereIn('contracts.organisation_id', [...reach.organisationIds])
    return query.where((either) => {
      void either
        .whereNotIn('rate_cards.id', used().select('rate_card_id'))
        .orWhereIn('rate_cards.id', own.select('rate_card_id'))
    })
  }
}
