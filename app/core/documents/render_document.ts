import type { PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { cleanFileName } from '#core/file_name'
import type { PdfParts } from '#core/documents/pdf_document'

export const DOCUMENT_FORMATS = ['xlsx', 'pdf'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const

export type MadeDocument = { name: string; type: string; content: Uint8Array }

type Wanted = {
  format: DocumentFormat
  /** Without its ending. */
  name: string
  /** What the PDF alone has. */
  pdf?: PdfParts
}

/** A document as a file. */
export async function renderDocument(
  document: PrintedDocument,
  texts: DocumentTexts,
  { format, name, pdf = {} }: Wanted
): Promise<MadeDocument> {
  return {
    name: cleanFileName(`${name}.${format}`),
    type: TYPES[format],
    content: await contentOf(format),
  }

  /** The libraries weigh tens of megabytes: only the process that makes a file loads them. */
  async function contentOf(wanted: DocumentFormat): Promise<Uint8Array> {
    if (wanted === 'xlsx') {
      const { xlsxDocument } = await import('#core/documents/xlsx_document')
      return xlsxDocument(document, texts)
    }
    const { pdfDocument } = await import('#core/documents/pdf_document')
    return pdfDocument(document, texts, pdf)
  }
}
