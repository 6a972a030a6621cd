import type { FileType } from '#core/file_type'
import type { ImportSettings, MappedRow } from '#core/imports/import_types'
import type { Cell } from '#core/sheets/cell'
import { readTable } from '#core/sheets/read_table'

/** The rows of a file as values by field, one after the other; other columns are not read. */
export async function* mapRows(
  table: { path: string; type: FileType },
  { sheet, columns }: Pick<ImportSettings, 'sheet' | 'columns'>
): AsyncGenerator<MappedRow> {
  const wanted = Object.entries(columns)
  for await (const { row, cells } of readTable(table, sheet)) {
    const values = new Map<string, Cell>()
    for (const [field, heading] of wanted) {
      const cell = cells.get(heading)
      if (cell !== undefined) values.set(field, cell)
    }
    yield { row, values }
  }
}
