import type { ImportSettings } from '#core/imports/import_types'

export type ItemImportOptions = {
  /** Of rows that name none. */
  classCode: string | null
  organisationId: number | null
  /** Null for a file of its own, else the source that it comes from. */
  sourceId: number | null
  createsItems: boolean
  createsSites: boolean
  /** An empty cell erases what is known; otherwise it leaves it. */
  clearsEmpty: boolean
  /** After all identifiers, an item is told by its name within class and organisation. */
  identifiesByName: boolean
}

export function itemImportOptions(options: ImportSettings['options']): ItemImportOptions {
  return {
    classCode: typeof options.classCode === 'string' ? options.classCode : null,
    organisationId: idOf(options.organisationId),
    sourceId: idOf(options.sourceId),
    createsItems: options.createsItems !== false,
    createsSites: options.createsSites === true,
    clearsEmpty: options.clearsEmpty === true,
    identifiesByName: options.identifiesByName !== false,
  }
}

function idOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
