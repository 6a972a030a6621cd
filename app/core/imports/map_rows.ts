import type { UploadType } from '#core/file_type'
import type { ImportSettings, MappedRow } from '#core/imports/import_types'
import type { Cell } from '#core/sheets/cell'
import { readTable } from '#core/sheets/read_table'

/** The rows of a file as values by field. Only the columns that are wanted stay in memory. */
export async function mapRows(
  table: { path: string; type: UploadType },
  { sheet, columns }: Pick<ImportSettings, 'sheet' | 'columns'>
): Promise<MappedRow[]> {
  const wanted = Object.entries(columns)
  const rows: MappedRow[] = []
  for await (const { row, cells } of readTable(table, sheet)) {
    const values = new Map<string, Cell>()
    for (const [field, heading] of wanted) {
      const cell = cells.get(heading)
      if (cell !== undefined) values.set(field, cell)
    }
    rows.push({ row, values })
  }
  return rows
}
