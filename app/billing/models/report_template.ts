import Upload from '#core/models/upload'
import { ReportTemplateSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** How reports of contracts look (§7.7). Documents that were made keep the look of then. */
export default class ReportTemplate extends ReportTemplateSchema {
  @belongsTo(() => Upload, { foreignKey: 'logoUploadId' })
  declare logo: BelongsTo<typeof Upload>
}
