import { SHEETS } from '#config/uploads'
import { ZIP_LIMITS } from '#core/file_type'
import type { Cell, RawRow } from '#core/sheets/cell'
import { UnknownSheet, UnsoundTable } from '#core/sheets/errors'
import { columnOf, dateText } from '#core/sheets/xlsx_values'
import { readParts, readSharedTexts, type WorkbookParts } from '#core/sheets/xlsx_parts'
import { readXml, type XmlHandler } from '#core/sheets/xml_events'
import { UnsoundWorkbook } from '#core/upload_errors'
import { UnsoundZip, ZipFile } from '#core/zip_file'

type Book = WorkbookParts & { texts: string[] }

/**
 * A workbook read sheet by sheet in a stream: only the table of shared texts stands in memory.
 * (The streaming reader of exceljs cuts UTF-8 between two chunks: 9 of 5,000 rows with Cyrillic
 * names came out broken.)
 */
export class Workbook {
  private constructor(
    private readonly zip: ZipFile,
    private readonly book: Book
  ) {}

  /** Throws UnsoundWorkbook and UnsoundTable. The caller closes it. */
  static async open(path: string): Promise<Workbook> {
    const zip = await ZipFile.open(path, ZIP_LIMITS).catch(raiseUnsound)
    try {
      return new Workbook(zip, { ...(await readParts(zip)), texts: await readSharedTexts(zip) })
    } catch (error) {
      zip.close()
      return raiseUnsound(error)
    }
  }

  get sheetNames(): string[] {
    return this.book.sheets.map(({ name }) => name)
  }

  /** The rows of a sheet that hold anything. */
  async *rows(sheet: string): AsyncGenerator<RawRow> {
    const part = this.book.sheets.find(({ name }) => name === sheet)?.part
    if (!part) throw new UnknownSheet()
    const gatherer = new RowGatherer(this.book)
    try {
      const reading = readXml(this.zip.text(part), gatherer)
      while (!(await reading.next()).done) yield* gatherer.take()
    } catch (error) {
      raiseUnsound(error)
    }
  }

  close() {
    this.zip.close()
  }
}

/** Whatever is wrong inside is wrong with the file; only what is refused already keeps its words. */
function raiseUnsound(error: unknown): never {
  if (error instanceof UnsoundZip) throw new UnsoundWorkbook()
  if (error instanceof Error && 'messageKey' in error) throw error
  throw new UnsoundTable()
}

class RowGatherer implements XmlHandler {
  #rows: RawRow[] = []
  #row: RawRow = { row: 0, cells: [] }
  #column = 0
  #type = 'n'
  #isDate = false
  #value = ''
  #isValue = false

  constructor(private readonly book: Book) {}

  take(): RawRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open = (name: string, attributes: Record<string, string>) => {
    if (name === 'row') this.#openRow(attributes.r)
    else if (name === 'c') this.#openCell(attributes)
    // `v` holds a value, `t` a text that stands in the cell itself; of a formula its result counts.
    else this.#isValue = name === 'v' || name === 't'
  }

  text = (piece: string) => {
    if (this.#isValue) this.#value += piece
  }

  close = (name: string) => {
    this.#isValue = false
    if (name === 'c') this.#closeCell()
    if (name === 'row' && this.#row.cells.length > 0) this.#rows.push(this.#row)
  }

  /** Numbers of rows and columns may be left out: then they go on from the ones before. */
  #openRow(number: string | undefined) {
    this.#row = { row: number ? Number(number) : this.#row.row + 1, cells: [] }
    this.#column = -1
  }

  #openCell({ r: reference, t: type, s: style }: Record<string, string>) {
    this.#column = reference ? columnOf(reference) : this.#column + 1
    this.#type = type ?? 'n'
    this.#isDate = this.book.isDateStyle[Number(style ?? 0)] ?? false
    this.#value = ''
  }

  #closeCell() {
    if (this.#column >= SHEETS.maxColumns || this.#value === '') return
    const cell = this.#cell(this.#value)
    if (cell !== '') this.#row.cells[this.#column] = cell
  }

  #cell(value: string): Cell {
    switch (this.#type) {
      case 's':
        return (this.book.texts[Number(value)] ?? '').trim()
      case 'inlineStr':
      case 'str':
        return value.trim()
      case 'b':
        return value === '1' || value === 'true'
      case 'e':
        return { error: value }
      case 'd':
        return value.replace(/T00:00:00(\.0+)?Z?$/, '')
      default:
        return this.#isDate ? dateText(Number(value), this.book.isFrom1904) : Number(value)
    }
  }
}
