import Calendar from '#calendars/models/calendar'
import Service from '#catalog/models/service'
import Agreement from '#sla/models/agreement'
import { AgreementAvailabilitySchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** The share of time in which a service is promised to work (SLM-10). */
export default class AgreementAvailability extends AgreementAvailabilitySchema {
  static override table = 'agreement_availability'

  @belongsTo(() => Agreement)
  declare agreement: BelongsTo<typeof Agreement>

  @belongsTo(() => Service)
  declare service: BelongsTo<typeof Service>

  /** Of the hours it is promised in; without one the agreement's. */
  @belongsTo(() => Calendar)
  declare calendar: BelongsTo<typeof Calendar>
}
