import { Refusal } from '#core/errors'

const FIELD = 'file'
const MEGABYTE = 1024 * 1024

export class NoFile extends Refusal {
  constructor() {
    super('imports.refusals.no_file', {}, FIELD)
  }
}

export class EmptyFile extends Refusal {
  constructor() {
    super('imports.refusals.empty_file', {}, FIELD)
  }
}

export class FileTooLarge extends Refusal {
  constructor(maxBytes: number) {
    super('imports.refusals.too_large', { megabytes: Math.floor(maxBytes / MEGABYTE) }, FIELD)
  }
}

/** Excel's format of before 2007, which nobody should be asked to guess from "not accepted". */
export class OldWorkbook extends Refusal {
  constructor() {
    super('imports.refusals.old_workbook', {}, FIELD)
  }
}

/** What is in the file is none of what is taken here, whatever its name says. */
export class NotAccepted extends Refusal {
  constructor() {
    super('imports.refusals.not_accepted', {}, FIELD)
  }
}

/** A workbook that is damaged or unpacks to more than any honest one. */
export class UnsoundWorkbook extends Refusal {
  constructor() {
    super('imports.refusals.unsound_workbook', {}, FIELD)
  }
}
