import CiClass from '#cmdb/models/ci_class'
import { CiHealthRuleSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What the items of a class, and of those below it, are judged by (domain §4.7). */
export default class CiHealthRule extends CiHealthRuleSchema {
  @belongsTo(() => CiClass)
  declare ciClass: BelongsTo<typeof CiClass>
}
