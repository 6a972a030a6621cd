import RelationTypePair from '#cmdb/models/relation_type_pair'
import { RelationTypeSchema } from '#database/schema'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'

/** What a relation means in words, and which end suffers when the other fails (CFG-06). */
export default class RelationType extends RelationTypeSchema {
  /** Which items it may link; none: any two. */
  @hasMany(() => RelationTypePair)
  declare pairs: HasMany<typeof RelationTypePair>
}
