import { storagePath } from '#core/storage'
import ExcelJS from 'exceljs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'

type Cell = string | number | boolean | Date | null | { formula: string; result: number | string }

/** A workbook of one sheet. */
export async function workbookOf(rows: Cell[][], sheet = 'People'): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet(sheet).addRows(rows)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** Cells with the delimiter inside are quoted; quotes themselves stay as they are given. */
export function csvOf(rows: string[][], delimiter = ';'): Buffer {
  const quoted = (cell: string) => (cell.includes(delimiter) ? `"${cell}"` : cell)
  return Buffer.from(rows.map((row) => row.map(quoted).join(delimiter)).join('\r\n'))
}

type Part = { name: string; content: Buffer; claimed?: number }

/** A zip of these parts; `claimed` is the size it lies about. */
export function zipOf(parts: Part[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claimed = content.length } of parts) {
    const packed = deflateRawSync(content)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(claimed, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    bodies.push(Buffer.concat([signature(0x04034b50), facts, Buffer.from(name), packed]))
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    const madeBy = Buffer.from([20, 0])
    directory.push(signature(0x02014b50), madeBy, facts, where, Buffer.from(name))
    offset += bodies.at(-1)!.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, entries, signature(0x06054b50), end])
}

/** The parts a workbook cannot be without, with this sheet. */
export function workbookParts(sheet: Buffer, claimed?: number): Part[] {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const text = (name: string, content: string) => ({ name, content: Buffer.from(content) })
  return [
    text('[Content_Types].xml', '<Types/>'),
    text(
      'xl/workbook.xml',
      `<workbook xmlns:r="${relation}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="worksheets/one.xml"/></Relationships>'
    ),
    { name: 'xl/worksheets/one.xml', content: sheet, ...(claimed ? { claimed } : {}) },
  ]
}

/** Writes a file for the length of a test; gives its path. */
export async function fileOf(content: Buffer, onEnd: (work: () => Promise<void>) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'opora-sheet-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'table')
  await writeFile(path, content)
  return path
}

export function forgetUploads() {
  return rm(storagePath('uploads'), { recursive: true, force: true })
}

function signature(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
