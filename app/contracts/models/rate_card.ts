import Rate from '#contracts/models/rate'
import { RateCardSchema } from '#database/schema'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'

/** Prices of work by the hour that contracts draw on, with the hours that cost more (§7.3). */
export default class RateCard extends RateCardSchema {
  @hasMany(() => Rate)
  declare rates: HasMany<typeof Rate>
}
