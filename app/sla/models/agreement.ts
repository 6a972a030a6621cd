import Calendar from '#calendars/models/calendar'
import AgreementAvailability from '#sla/models/agreement_availability'
import AgreementTarget from '#sla/models/agreement_target'
import AgreementVersion from '#sla/models/agreement_version'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { AgreementSchema } from '#database/schema'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/**
 * Promised times: SLA, OLA or UC (SLM-01), as they hold for tickets to come. Clocks that run keep
 * to the version they were begun with; `version` rises with every save.
 */
export default class Agreement extends AgreementSchema {
  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>

  @hasMany(() => AgreementTarget)
  declare targets: HasMany<typeof AgreementTarget>

  @hasMany(() => AgreementAvailability)
  declare availability: HasMany<typeof AgreementAvailability>

  @hasMany(() => AgreementVersion, { onQuery: (query) => void query.orderBy('version', 'desc') })
  declare versions: HasMany<typeof AgreementVersion>

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
