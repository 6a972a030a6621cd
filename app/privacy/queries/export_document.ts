import { clock } from '#core/clock'
import type { DocumentSection, PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type { PersonalRow } from '#directory/queries/personal_data'

/** What the sources gave, by their keys. */
export type CollectedData = Record<string, PersonalRow[]>

const LONGEST_SHEET_NAME = 31
const WIDTH = 24
const LONGEST_CELL = 32_000

/** A workbook with a sheet for each kind of data there is. */
export function exportDocument(
  personId: number,
  collected: CollectedData,
  texts: DocumentTexts
): PrintedDocument {
  const { i18n } = texts
  const kinds = Object.entries(collected).filter(([, rows]) => rows.length > 0)
  return {
    title: i18n.t('privacy.export.title'),
    subtitle: i18n.t('privacy.export.subtitle', {
      id: personId,
      at: texts.moment(clock.now().toISO()),
    }),
    author: 'Opora',
    facts: [],
    sections: kinds.map(([key, rows]) => sectionOf(key, rows, texts)),
  }
}

function sectionOf(key: string, rows: PersonalRow[], { i18n }: DocumentTexts): DocumentSection {
  const columns = Object.keys(rows[0]!)
  const title = i18n.t(`privacy.sources.${key}`)
  return {
    sheet: title.slice(0, LONGEST_SHEET_NAME),
    title,
    notes: [],
    tables: [
      {
        title: null,
        totals: null,
        rows: rows.map((row) => columns.map((column) => cellOf(row[column]))),
        columns: columns.map((column) => ({
          ...{ key: column, kind: 'text' as const, width: WIDTH, points: null },
          title: i18n.t(`privacy.columns.${column}`),
        })),
      },
    ],
  }
}

function cellOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value).slice(0, LONGEST_CELL)
}
