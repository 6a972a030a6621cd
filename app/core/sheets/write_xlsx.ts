import { PassThrough, type Readable } from 'node:stream'

const WIDTH = 22

/** A workbook of one sheet of texts, written while it is read; the first line is the headings. */
export async function writeXlsx(
  lines: AsyncIterable<string[]> | Iterable<string[]>,
  sheetName = 'Sheet1'
): Promise<Readable> {
  // The library weighs megabytes: who never writes a workbook does not load it.
  const { default: ExcelJS } = await import('exceljs')
  const stream = new PassThrough()
  const write = async () => {
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
    const sheet = workbook.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.properties.defaultColWidth = WIDTH
    let isFirst = true
    for await (const line of lines) {
      const row = sheet.addRow(line)
      if (isFirst) row.font = { bold: true }
      isFirst = false
      row.commit()
    }
    await workbook.commit()
  }
  write().catch((error: Error) => stream.destroy(error))
  return stream
}
