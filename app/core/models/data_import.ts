import ImportRow from '#core/models/import_row'
import Upload from '#core/models/upload'
import { DataImportSchema } from '#database/schema'
import { belongsTo, hasMany } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'

/** One file on its way into the records: columns chosen, rows looked through, written. */
export default class DataImport extends DataImportSchema {
  @belongsTo(() => Upload)
  declare upload: BelongsTo<typeof Upload>

  @hasMany(() => ImportRow)
  declare rows: HasMany<typeof ImportRow>

  get isAtWork() {
    return ['checking', 'running', 'undoing'].includes(this.state)
  }
}
