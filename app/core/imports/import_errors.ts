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
