import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import { CiClassSchema } from '#database/schema'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** A class of configuration items; an abstract one only hands attributes down (CFG-02). */
export default class CiClass extends CiClassSchema {
  @belongsTo(() => CiClass, { foreignKey: 'parentId' })
  declare parent: BelongsTo<typeof CiClass>

  @hasMany(() => CiClassAttribute)
  declare ownAttributes: HasMany<typeof CiClassAttribute>
}
