import type DataImport from '#core/models/data_import'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { I18n } from '@adonisjs/i18n'

export default class DataImportTransformer extends BaseTransformer<DataImport> {
  constructor(
    resource: DataImport,
    private i18n: I18n
  ) {
    super(resource)
  }

  /** For a list of imports. */
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'fileName', 'state', 'counts']),
      createdAt: this.resource.createdAt.toISO()!,
    }
  }

  forPage() {
    const { errorKey, errorParams, finishedAt } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['settings', 'sheets', 'progressDone', 'progressTotal']),
      finishedAt: finishedAt?.toISO() ?? null,
      error: errorKey ? this.i18n.t(errorKey, errorParams ?? {}) : null,
    }
  }
}
