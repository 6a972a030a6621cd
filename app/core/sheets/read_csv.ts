import { SHEETS } from '#config/uploads'
import type { RawRow } from '#core/sheets/cell'
import { UnsoundTable } from '#core/sheets/errors'
import { detectEncoding } from '#core/text_encoding'
import { CsvError, parse } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'

const DELIMITERS = [';', ',', '\t'] as const
type Delimiter = (typeof DELIMITERS)[number]

/** Characters that are looked at to find the delimiter. */
const LOOK = 20_000
const LINES_LOOKED_AT = 20
/** A quote that is never closed would swallow the rest of the file. */
const MAX_RECORD = 200_000

type CsvRecord = { record: string[]; info: { records: number; empty_lines: number } }

/** The lines of a CSV file in whatever of the known encodings and delimiters. Throws UnsoundTable. */
export async function* readCsv(path: string): AsyncGenerator<RawRow> {
  const bytes = await readFile(path)
  const encoding = detectEncoding(bytes)
  if (encoding === null) throw new UnsoundTable()
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, LOOK)))
  try {
    for await (const { record, info } of records(path, encoding, delimiter)) {
      const row = info.records + info.empty_lines
      yield { row, cells: record.slice(0, SHEETS.maxColumns).map((text) => text.trim()) }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnsoundTable()
    throw error
  }
}

/** The sign that cuts the first lines into the most columns, alike in as many lines as possible. */
export function delimiterOf(text: string): Delimiter {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const looked = lines.slice(0, LINES_LOOKED_AT)
  const scores = DELIMITERS.map((delimiter) => {
    const counts = looked.map((line) => countOutsideQuotes(line, delimiter))
    const first = counts[0] ?? 0
    return { delimiter, alike: counts.filter((count) => count === first).length * first }
  })
  return scores.reduce((best, each) => (each.alike > best.alike ? each : best)).delimiter
}

function countOutsideQuotes(line: string, delimiter: Delimiter): number {
  return line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length - 1
}

function records(path: string, encoding: string, delimiter: Delimiter): AsyncIterable<CsvRecord> {
  return Readable.from(decoded(path, encoding)).compose(
    parse({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      // A quote in the middle of a name is a character like any other.
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
    })
  )
}

async function* decoded(path: string, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path)) {
    yield decoder.decode(chunk as Uint8Array, { stream: true })
  }
  yield decoder.decode()
}
