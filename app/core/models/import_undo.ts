import { ImportUndoSchema } from '#database/schema'

/** What taking a row of an import back needs, and what came of it. */
export default class ImportUndo extends ImportUndoSchema {}
