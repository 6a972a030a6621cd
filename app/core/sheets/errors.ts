import { Refusal } from '#core/errors'

/** The file as a whole cannot be read as a table. */
export class UnsoundTable extends Refusal {
  constructor() {
    super('imports.refusals.unsound_table', {}, 'file')
  }
}

/** There is no row of headings, or nothing below it. */
export class EmptyTable extends Refusal {
  constructor() {
    super('imports.refusals.empty_table', {}, 'file')
  }
}

export class TooManyRows extends Refusal {
  constructor(max: number) {
    super('imports.refusals.too_many_rows', { max }, 'file')
  }
}

export class UnknownSheet extends Refusal {
  constructor() {
    super('imports.refusals.unknown_sheet', {}, 'sheet')
  }
}
