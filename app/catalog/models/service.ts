import Calendar from '#calendars/models/calendar'
import ServiceFamily from '#catalog/models/service_family'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { ServiceSchema } from '#database/schema'
import { belongsTo, manyToMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, ManyToMany } from '@adonisjs/lucid/types/relations'

const DEPENDENCIES = { pivotTable: 'service_dependencies' }

/** A service of the catalogue (CAT-01). */
export default class Service extends ServiceSchema {
  @belongsTo(() => ServiceFamily, { foreignKey: 'familyId' })
  declare family: BelongsTo<typeof ServiceFamily>

  @belongsTo(() => Person, { foreignKey: 'ownerPersonId' })
  declare owner: BelongsTo<typeof Person>

  @belongsTo(() => Team, { foreignKey: 'supportTeamId' })
  declare supportTeam: BelongsTo<typeof Team>

  /** The hours in which its availability is promised; without one all of them (SLM-10). */
  @belongsTo(() => Calendar, { foreignKey: 'availabilityCalendarId' })
  declare availabilityCalendar: BelongsTo<typeof Calendar>

  /** What it cannot do without (CAT-04). */
  @manyToMany(() => Service, {
    ...DEPENDENCIES,
    pivotForeignKey: 'service_id',
    pivotRelatedForeignKey: 'needs_id',
  })
  declare needs: ManyToMany<typeof Service>

  /** What cannot do without it. */
  @manyToMany(() => Service, {
    ...DEPENDENCIES,
    pivotForeignKey: 'needs_id',
    pivotRelatedForeignKey: 'service_id',
  })
  declare neededBy: ManyToMany<typeof Service>

  /** The catalogue is the same for everybody who may see it; customers are not told of plans. */
  static visibleTo(principal: Principal) {
    const query = scopedByPermission(this.query(), principal, 'services.view')
    if (!principal.can('services.view_technical')) {
      void query.whereNot('services.status', 'pipeline')
    }
    return query
  }
}
