import type { CellKind, DocumentColumn } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'

/** Key, kind, characters in the sheet, points in the PDF. */
export type ColumnLayout = [
  key: string,
  kind: CellKind,
  width: number,
  points: DocumentColumn['points'],
]

/** Columns with the titles of the language, found under `titles` in the catalogue. */
export function documentColumns(
  { i18n }: DocumentTexts,
  titles: string,
  layout: ColumnLayout[]
): DocumentColumn[] {
  return layout.map(([key, kind, width, points]) => ({
    key,
    kind,
    width,
    points,
    title: i18n.t(`${titles}.${key}`),
  }))
}
