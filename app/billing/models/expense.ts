import Contract from '#contracts/models/contract'
import { ExpenseSchema } from '#database/schema'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import Ticket from '#tickets/models/ticket'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Something spent on a ticket besides time: material, kilometres, a call-out (§7.1). */
export default class Expense extends ExpenseSchema {
  @belongsTo(() => Ticket)
  declare ticket: BelongsTo<typeof Ticket>

  @belongsTo(() => Contract)
  declare contract: BelongsTo<typeof Contract>

  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'time.view', {
      organisation: 'expenses.organisation_id',
      person: 'expenses.person_id',
    })
  }
}
