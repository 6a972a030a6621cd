import Upload from '#core/models/upload'
import { ItemDocumentSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A file or a link that belongs to an item (CFG-12); who sees the item sees it. */
export default class ItemDocument extends ItemDocumentSchema {
  @belongsTo(() => Upload)
  declare upload: BelongsTo<typeof Upload>
}
