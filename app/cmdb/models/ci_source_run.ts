import CiSource from '#cmdb/models/ci_source'
import { CiSourceRunSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** One delivery of a source: everything it knows (full) or what changed (delta). */
export default class CiSourceRun extends CiSourceRunSchema {
  @belongsTo(() => CiSource)
  declare ciSource: BelongsTo<typeof CiSource>
}
