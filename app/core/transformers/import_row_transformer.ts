import type { RowChoices } from '#core/imports/import_types'
import { problemText } from '#core/imports/problem_text'
import type ImportRow from '#core/models/import_row'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { I18n } from '@adonisjs/i18n'

type Shown = {
  i18n: I18n
  /** Candidates that the viewer may see. */
  visible: ReadonlySet<number>
  choices: RowChoices
}

export default class ImportRowTransformer extends BaseTransformer<ImportRow> {
  constructor(
    resource: ImportRow,
    private shown: Shown
  ) {
    super(resource)
  }

  toObject() {
    const { problems, candidates, rowNumber } = this.resource
    const { i18n, visible, choices } = this.shown
    const choice = choices[rowNumber]
    return {
      ...this.pick(this.resource, ['id', 'rowNumber', 'status', 'outcome', 'cells']),
      candidates: candidates.filter(({ id }) => visible.has(id)),
      choice: choice ? { take: choice.take, recordId: choice.recordId } : null,
      problems: problems.map((problem) => ({
        field: problem.field,
        message: problemText(i18n, problem),
      })),
    }
  }
}
