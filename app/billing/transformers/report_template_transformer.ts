import type ReportTemplate from '#billing/models/report_template'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ReportTemplateTransformer extends BaseTransformer<ReportTemplate> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'name',
        'isDefault',
        'accentColour',
        'coverRu',
        'coverEn',
      ]),
      ...this.pick(this.resource, ['footerRu', 'footerEn', 'leftOut', 'engineers', 'version']),
      logoUrl:
        this.resource.logoUploadId === null
          ? null
          : `/report-templates/${this.resource.id}/logo?v=${this.resource.logoUploadId}`,
      contracts: Number(this.resource.$extras.contracts ?? 0),
    }
  }
}
