import type { DocumentSection, Logo, PrintedDocument } from '#core/documents/document_table'
import type { DocumentTexts } from '#core/documents/document_texts'
import { BOLD, CellWriter } from '#core/documents/xlsx_cells'
import { writeTable, type PlacedTable } from '#core/documents/xlsx_table'
import ExcelJS, {
  type Buffer as ExcelBuffer,
  type Font,
  type Workbook,
  type Worksheet,
} from 'exceljs'
import { imageSize } from 'image-size'

const A4 = 9
// The packer is written in JavaScript: harder packing costs more time than the file's size is worth.
const PACKED = { compression: 'DEFLATE', compressionOptions: { level: 1 } } as const
const FORMATS = {
  ru: { date: 'dd.mm.yyyy', moment: 'dd.mm.yyyy hh:mm' },
  en: { date: 'yyyy-mm-dd', moment: 'yyyy-mm-dd hh:mm' },
} as const

/** The document as a workbook: a sheet per section. */
export async function xlsxDocument(
  document: PrintedDocument,
  texts: DocumentTexts
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Opora'
  workbook.title = document.subtitle
  const cells = new CellWriter({ ...FORMATS[texts.language], zone: texts.zone })
  for (const section of document.sections) {
    const sheet = workbook.addWorksheet(section.sheet)
    writeSection(sheet, section, { document, texts, cells })
  }
  if (document.look?.logo) placeLogo(workbook, document.look.logo)
  return new Uint8Array(await workbook.xlsx.writeBuffer({ zip: PACKED }))
}

type Context = { document: PrintedDocument; texts: DocumentTexts; cells: CellWriter }

function writeSection(sheet: Worksheet, section: DocumentSection, context: Context) {
  const headerRow = writeHeading(sheet, section, context.document)
  setWidths(sheet, section)
  const [main, ...others] = section.tables
  const placed = writeTable(sheet, main, headerRow, { ...context, main: null })
  let row = writeNotes(sheet, section.notes, placed.endRow + 2)
  for (const table of others) {
    const title = sheet.getCell(row, 1)
    title.value = table.title
    title.font = { ...BOLD, size: 12 }
    row = writeTable(sheet, table, row + 1, { ...context, main: placed }).endRow + 2
  }
  prepareView(sheet, placed, context.document.look?.footer ?? null)
}

/** Title lines above the first table; the first sheet has the facts too. Gives the header's row. */
function writeHeading(
  sheet: Worksheet,
  section: DocumentSection,
  document: PrintedDocument
): number {
  const isFirst = section === document.sections[0]
  const title = sheet.getCell(1, 1)
  title.value = isFirst ? document.title : section.title
  title.font = { ...BOLD, size: 14, ...accentOf(document) }
  const lines = isFirst
    ? [
        ...document.facts.map(({ label, value }) => `${label}: ${value}`),
        ...(document.look?.cover ? [document.look.cover] : []),
      ]
    : [document.subtitle]
  lines.forEach((line, index) => (sheet.getCell(index + 2, 1).value = line))
  return lines.length + 3
}

/** Tables below the first one share its columns, so each is as wide as the widest needs. */
function setWidths(sheet: Worksheet, { tables }: DocumentSection) {
  const [main, ...others] = tables
  main.columns.forEach(({ width }, index) => {
    const widest = others
      .flatMap(({ columns }) => columns.slice(index, index + 1))
      .map((column) => column.width)
    // Names of subtotals may run over the narrow first columns; numbers may not.
    sheet.getColumn(index + 1).width =
      index === 0 ? Math.max(width, others.length > 0 ? 20 : 0) : Math.max(width, ...widest)
  })
}

function writeNotes(sheet: Worksheet, notes: string[], from: number): number {
  notes.forEach((note, index) => (sheet.getCell(from + index, 1).value = note))
  return from + notes.length + (notes.length > 0 ? 1 : 0)
}

function prepareView(
  sheet: Worksheet,
  { columns, headerRow, lastRow }: PlacedTable,
  footer: string | null
) {
  sheet.views = [{ state: 'frozen', ySplit: headerRow }]
  sheet.autoFilter = {
    from: { row: headerRow, column: 1 },
    to: { row: lastRow, column: columns.length },
  }
  sheet.pageSetup = {
    paperSize: A4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headerRow}:${headerRow}`,
  }
  // An ampersand begins a code of the sheet's own.
  const words = footer === null ? '' : `&L${footer.replaceAll('&', '&&')}&C`
  sheet.headerFooter.oddFooter = `${words}&P / &N`
}

function accentOf({ look }: PrintedDocument): Partial<Font> {
  return look ? { color: { argb: `FF${look.accentColour.slice(1).toUpperCase()}` } } : {}
}

const LOGO = { column: 6, width: 200, height: 60 }

/** In the corner that the facts leave free, as large as fits, in its own proportions. */
function placeLogo(workbook: Workbook, { type, content }: Logo) {
  const { width, height } = imageSize(content)
  const scale = Math.min(LOGO.width / width, LOGO.height / height)
  const imageId = workbook.addImage({
    buffer: Buffer.from(content) as unknown as ExcelBuffer,
    extension: type,
  })
  workbook.worksheets[0]!.addImage(imageId, {
    tl: { col: LOGO.column, row: 0 },
    ext: { width: width * scale, height: height * scale },
  })
}
