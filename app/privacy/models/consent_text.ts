import { ConsentTextSchema } from '#database/schema'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A published version of a consent; database triggers refuse change. */
export default class ConsentText extends ConsentTextSchema {
  @belongsTo(() => ProcessingPurpose, { foreignKey: 'purposeId' })
  declare purpose: BelongsTo<typeof ProcessingPurpose>
}
