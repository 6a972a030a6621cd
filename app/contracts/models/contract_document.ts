import Upload from '#core/models/upload'
import { ContractDocumentSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A file that belongs to a contract (domain §7.1); the client sees those that are for it. */
export default class ContractDocument extends ContractDocumentSchema {
  @belongsTo(() => Upload)
  declare upload: BelongsTo<typeof Upload>
}
