import { ConsentSchema } from '#database/schema'
import User from '#directory/models/user'
import ConsentText from '#privacy/models/consent_text'
import ProcessingPurpose from '#privacy/models/processing_purpose'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Somebody agreed to a version of a consent, and perhaps took it back. */
export default class Consent extends ConsentSchema {
  @belongsTo(() => ProcessingPurpose, { foreignKey: 'purposeId' })
  declare purpose: BelongsTo<typeof ProcessingPurpose>

  @belongsTo(() => ConsentText)
  declare consentText: BelongsTo<typeof ConsentText>

  @belongsTo(() => User, { foreignKey: 'recordedByUserId' })
  declare recordedBy: BelongsTo<typeof User>
}
