import { ImportTemplateSchema } from '#database/schema'

/** Columns and options of an import under a name, of one person or of all who serve an organisation. */
export default class ImportTemplate extends ImportTemplateSchema {}
