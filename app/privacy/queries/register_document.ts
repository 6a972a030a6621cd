import { clock } from '#core/clock'
import type { PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import type ProcessingPurpose from '#privacy/models/processing_purpose'

const COLUMNS = [
  ...([
    ['name', 40],
    ['subjects', 36],
    ['data_categories', 50],
    ['legal_basis', 26],
  ] as const),
  ...([
    ['retention', 40],
    ['consent_version', 18],
  ] as const),
]

/** The register of processing as a workbook. */
export function registerDocument(
  purposes: readonly ProcessingPurpose[],
  texts: DocumentTexts
): PrintedDocument {
  const { i18n, pick } = texts
  const title = i18n.t('privacy.register.title')
  const rows = purposes.map((purpose) => [
    pick({ ru: purpose.nameRu, en: purpose.nameEn }),
    pick({ ru: purpose.subjectsRu, en: purpose.subjectsEn }),
    pick({ ru: purpose.dataCategoriesRu, en: purpose.dataCategoriesEn }),
    i18n.t(`privacy.basis.${purpose.legalBasis}`),
    pick({ ru: purpose.retentionRu, en: purpose.retentionEn }),
    purpose.texts[0] ? String(purpose.texts[0].number) : null,
  ])
  const columns = COLUMNS.map(([key, width]) => ({
    ...{ key, width, kind: 'text' as const, points: null },
    title: i18n.t(`privacy.register.column.${key}`),
  }))
  return {
    title,
    subtitle: texts.date(clock.today(texts.zone)),
    author: 'Opora',
    facts: [],
    sections: [
      {
        sheet: title.slice(0, 31),
        title,
        notes: [],
        tables: [{ title: null, totals: null, columns, rows }],
      },
    ],
  }
}
