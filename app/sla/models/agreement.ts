import Calendar from '#calendars/models/calendar'
import AgreementTarget from '#sla/models/agreement_target'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { AgreementSchema } from '#database/schema'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** Promised times: SLA, OLA or UC (SLM-01). */
export default class Agreement extends AgreementSchema {
  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>

  @hasMany(() => AgreementTarget)
  declare targets: HasMany<typeof AgreementTarget>

  /**
   * All agreements with an unlimited permission, otherwise those that contracts of the reached
   * organisations promise. Contracts stand a floor above, so they are known by their table alone.
   */
  static visibleTo(principal: Principal) {
    const query = scopedByPermission(this.query(), principal, 'agreements.view')
    const reach = principal.reach('agreements.view')
    if (reach.all) return query
    return query.whereIn('agreements.id', (promised) => {
      void promised
        .from('contracts')
        .whereIn('contracts.organisation_id', reach.organisationIds)
        .select('contracts.agreement_id')
    })
  }
}
