import Organisation from '#directory/models/organisation'
import { SiteSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

export default class Site extends SiteSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>
}
