import { Refusal } from '#core/errors'

/** Another window went on with the import, or it is over. */
export class ImportMovedOn extends Refusal {
  constructor() {
    super('imports.refusals.moved_on')
  }
}

/** The file was swept away. */
export class ImportFileGone extends Refusal {
  constructor() {
    super('imports.refusals.file_gone')
  }
}

export class MassiveChange extends Refusal {
  constructor() {
    super('imports.refusals.massive_change', {}, 'confirmMassive')
  }
}

export class NothingToImport extends Refusal {
  constructor() {
    super('imports.refusals.nothing_to_import')
  }
}

/** A column that is chosen is not in the file. */
export class UnknownColumn extends Refusal {
  constructor(field: string, heading: string) {
    super('imports.refusals.unknown_column', { heading }, `columns.${field}`)
  }
}

/** Choices were made that the preview does not show yet. */
export class UncheckedChoices extends Refusal {
  constructor() {
    super('imports.refusals.unchecked_choices')
  }
}

/** The record is none of those the row may mean, or not for this person. */
export class NoCandidate extends Refusal {
  constructor() {
    super('imports.refusals.no_candidate', {}, 'recordId')
  }
}

/** The row is clear without a choice. */
export class NothingToChoose extends Refusal {
  constructor() {
    super('imports.refusals.nothing_to_choose', {}, 'take')
  }
}
