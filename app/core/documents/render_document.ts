import type { PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { cleanFileName } from '#core/file_name'
import type { PdfPaper, PdfParts } from '#core/documents/pdf_document'

export const DOCUMENT_FORMATS = ['xlsx', 'pdf'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

export function isDocumentFormat(format: string): format is DocumentFormat {
  return DOCUMENT_FORMATS.some((each) => each === format)
}

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

/** One paper that stands for itself, such as an act, as a PDF. */
export async function renderPaper(
  paper: PdfPaper,
  { name, ...head }: { name: string; title: string; author: string },
  texts: DocumentTexts
): Promise<MadeDocument> {
  const { pdfPaper } = await import('#core/documents/pdf_document')
  return {
    name: cleanFileName(`${name}.pdf`),
    type: TYPES.pdf,
    content: await pdfPaper(paper, head, texts),
  }
}
