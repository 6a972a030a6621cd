import Service from '#catalog/models/service'
import Contract from '#contracts/models/contract'
import { ContractServiceSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A service that a contract covers. */
export default class ContractService extends ContractServiceSchema {
  @belongsTo(() => Contract)
  declare contract: BelongsTo<typeof Contract>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>
}
