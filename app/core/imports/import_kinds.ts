import type { ImportKind } from '#core/imports/import_types'

const kinds = new Map<string, ImportKind>()

/** Domains offer what may be imported into them; the machinery below knows no record. */
export function offerImport(kind: ImportKind): void {
  kinds.set(kind.key, kind)
}

export function importKind(key: string): ImportKind {
  const kind = kinds.get(key)
  if (!kind) throw new RangeError(`Nothing offers to import ${key}`)
  return kind
}
