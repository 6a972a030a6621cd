import type ImportTemplate from '#core/models/import_template'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ImportTemplateTransformer extends BaseTransformer<ImportTemplate> {
  constructor(
    resource: ImportTemplate,
    private userId: number
  ) {
    super(resource)
  }

  toObject() {
    const { userId, organisationId } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'name', 'settings']),
      isOwn: userId === this.userId,
      isShared: organisationId !== null,
    }
  }
}
