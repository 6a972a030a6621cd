import { ProcessingPurposeSchema } from '#database/schema'
import ConsentText from '#privacy/models/consent_text'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'

/** A row of the register of processing: what personal data is processed for, and by what right. */
export default class ProcessingPurpose extends ProcessingPurposeSchema {
  @hasMany(() => ConsentText, {
    foreignKey: 'purposeId',
    onQuery: (query) => void query.orderBy('number', 'desc'),
  })
  declare texts: HasMany<typeof ConsentText>
}
