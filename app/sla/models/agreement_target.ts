import Calendar from '#calendars/models/calendar'
import Service from '#catalog/models/service'
import Organisation from '#directory/models/organisation'
import Agreement from '#sla/models/agreement'
import { AgreementTargetSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** One promise: minutes of a metric for the tickets that match (SLM-02). */
export default class AgreementTarget extends AgreementTargetSchema {
  @belongsTo(() => Agreement)
  declare agreement: BelongsTo<typeof Agreement>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** Whose tickets it is for, those of the organisations below included. */
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  /** Overrides the agreement's calendar. */
  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>
}
