import CiClass from '#cmdb/models/ci_class'
import { tagsOf } from '#cmdb/workflow/tags'
import Service from '#catalog/models/service'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { ConfigurationItemSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Anything a service needs in order to work (CFG-05). */
export default class ConfigurationItem extends ConfigurationItemSchema {
  @belongsTo(() => CiClass)
  declare ciClass: BelongsTo<typeof CiClass>

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Site)
  declare site: BelongsTo<typeof Site>

  @belongsTo(() => Team, { foreignKey: 'supportTeamId' })
  declare supportTeam: BelongsTo<typeof Team>

  /** Who agrees changes of it. */
  @belongsTo(() => Team, { foreignKey: 'changeTeamId' })
  declare changeTeam: BelongsTo<typeof Team>

  @belongsTo(() => Person, { foreignKey: 'ownerPersonId' })
  declare owner: BelongsTo<typeof Person>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  get tagList(): string[] {
    return tagsOf(this.tags)
  }

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.view', {
      organisation: 'configuration_items.organisation_id',
    })
  }
}
