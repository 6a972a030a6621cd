import type { DocumentSection, Logo, PrintedDocument } from '#core/documents/document_table'
import { pdfCharts } from '#core/documents/pdf_charts'
import type { DocumentTexts } from '#core/documents/document_texts'
import { pdfmake } from '#core/documents/pdf_fonts'
import { pdfTable } from '#core/documents/pdf_table'
import type { Content, ContentStack, Margins, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** What a PDF has beside its chapters. */
export type PdfParts = {
  /** Between the facts and the first chapter. */
  front?: Content[]
  appendix?: Content[]
  paper?: 'A4' | 'A3'
}

/** A paper begins a page of its own wherever it follows something. */
export type PdfPaper = ContentStack & { pageBreak: 'before'; pageOrientation: 'portrait' }

type Head = { title: string; author: string; accent?: string; footer?: string | null }
type Page = Pick<TDocumentDefinitions, 'pageSize' | 'pageOrientation' | 'content'>

/** The document as a PDF: chapters on landscape pages, then the appendix. */
export async function pdfDocument(
  document: PrintedDocument,
  texts: DocumentTexts,
  { front = [], appendix = [], paper = 'A4' }: PdfParts
): Promise<Uint8Array> {
  const { look, charts } = document
  const head = {
    ...{ title: document.subtitle, author: document.author },
    ...{ accent: look?.accentColour, footer: look?.footer },
  }
  return pdfOf(head, texts, {
    pageSize: paper,
    pageOrientation: 'landscape',
    content: [
      ...cover(document),
      ...front,
      ...document.sections.flatMap((each, index) => [
        ...chapter(each, texts),
        ...(index === 0 && charts ? pdfCharts(charts, look?.accentColour) : []),
      ]),
      ...appendix,
    ],
  })
}

/** A paper alone. */
export function pdfPaper(
  { pageBreak, pageOrientation, ...content }: PdfPaper,
  head: Head,
  texts: DocumentTexts
): Promise<Uint8Array> {
  return pdfOf(head, texts, { pageSize: 'A4', pageOrientation, content: [content] })
}

async function pdfOf(
  { title, author, accent, footer }: Head,
  texts: DocumentTexts,
  page: Page
): Promise<Uint8Array> {
  const definition: TDocumentDefinitions = {
    ...page,
    info: { title, author, creator: 'Opora' },
    pageMargins: [30, 30, 30, 40],
    defaultStyle: { font: 'Roboto', fontSize: 7.5 },
    styles: {
      title: { fontSize: 14, bold: true, color: accent },
      section: { fontSize: 11, bold: true, color: accent },
      subsection: { fontSize: 8.5, bold: true },
    },
    footer: (number, pages) => ({
      columns: [
        { text: footer ? `${title}\n${footer}` : title, alignment: 'left' },
        {
          text: texts.i18n.t('documents.page', { page: number, pages }),
          alignment: 'right',
          width: 120,
        },
      ],
      margin: [30, 14, 30, 0],
      fontSize: 7,
      color: '#475569',
    }),
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

const LOGO: [width: number, height: number] = [180, 56]

function cover({ title, facts, look }: PrintedDocument): Content[] {
  const heading: Content = { text: title, style: 'title', margin: [0, 0, 0, 8] }
  return [
    look?.logo ? { columns: [heading, logoImage(look.logo)], columnGap: 16 } : heading,
    {
      table: {
        widths: [110, '*'],
        body: facts.map(({ label, value }) => [{ text: label, color: '#475569' }, value]),
      },
      layout: 'noBorders',
      fontSize: 8.5,
      margin: [0, 0, 0, 10],
    },
    ...(look?.cover ? [{ text: look.cover, fontSize: 8.5, margin: COVER_MARGIN }] : []),
  ]
}

const COVER_MARGIN: Margins = [0, 0, 0, 10]

function logoImage({ type, content }: Logo): Content {
  const image = `data:image/${type};base64,${Buffer.from(content).toString('base64')}`
  return { image, fit: LOGO, width: LOGO[0], alignment: 'right' }
}

function chapter(
  { startsPage, title, tables, notes }: DocumentSection,
  texts: DocumentTexts
): Content[] {
  const [main, ...others] = tables
  const breaks = startsPage && main.rows.length > 0
  return [
    {
      stack: [pdfTable(main, { text: title, style: 'section' }, texts)],
      ...(breaks ? { pageBreak: 'before' as const } : {}),
    },
    ...notes.map((text): Content => ({ text, margin: [0, 0, 0, 4] })),
    ...others
      .filter((table) => !table.isSheetOnly && table.rows.length > 0)
      .map((table) => pdfTable(table, { text: table.title ?? '', style: 'subsection' }, texts)),
  ]
}
