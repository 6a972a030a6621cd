import Skill from '#directory/models/skill'
import { PersonSkillSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** How well a person can do something, 1 to 3. */
export default class PersonSkill extends PersonSkillSchema {
  @belongsTo(() => Skill)
  declare skill: BelongsTo<typeof Skill>
}
