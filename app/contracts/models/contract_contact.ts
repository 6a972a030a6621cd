import Person from '#directory/models/person'
import { ContractContactSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Somebody of the client who is spoken to about a contract (domain §7.1). */
export default class ContractContact extends ContractContactSchema {
  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>
}
