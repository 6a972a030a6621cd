import Person from '#directory/models/person'
import Team from '#directory/models/team'
import { scopedByPermission } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { ServiceSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A service of the catalogue (CAT-01). */
export default class Service extends ServiceSchema {
  @belongsTo(() => Person, { foreignKey: 'ownerPersonId' })
  declare owner: BelongsTo<typeof Person>

  @belongsTo(() => Team, { foreignKey: 'supportTeamId' })
  declare supportTeam: BelongsTo<typeof Team>

  /** The catalogue is the same for everybody who may see it. */
  static visibleTo(principal: Principal) {
    return scopedByPermission(this.query(), principal, 'services.view')
  }
}
