import { problemText } from '#core/imports/problem_text'
import type ImportRow from '#core/models/import_row'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { I18n } from '@adonisjs/i18n'

export default class ImportRowTransformer extends BaseTransformer<ImportRow> {
  constructor(
    resource: ImportRow,
    private i18n: I18n
  ) {
    super(resource)
  }

  toObject() {
    const { problems } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'rowNumber', 'status', 'outcome', 'cells', 'candidates']),
      problems: problems.map((problem) => ({
        field: problem.field,
        message: problemText(this.i18n, problem),
      })),
    }
  }
}
