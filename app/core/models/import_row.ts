import { ImportRowSchema } from '#database/schema'

/** A row of an import as the preview showed it and what became of it; swept with the upload. */
export default class ImportRow extends ImportRowSchema {}
