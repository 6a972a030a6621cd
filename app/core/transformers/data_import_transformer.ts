import { countUnchecked } from '#core/imports/row_choices'
import type DataImport from '#core/models/data_import'
import { say } from '#core/say'
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
    const { choices, ...settings } = this.resource.settings
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['sheets', 'progressDone', 'progressTotal']),
      settings,
      uncheckedChoices: countUnchecked(choices),
      finishedAt: finishedAt?.toISO() ?? null,
      error: errorKey ? say(this.i18n, errorKey, errorParams ?? {}) : null,
    }
  }
}
