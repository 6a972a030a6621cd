import {
  LOG_COLUMNS,
  readLogRow,
  RowRejected,
  type LogEvent,
} from '#tickets/workflow/servicenow_log'
import { CsvError, parse } from 'csv-parse'
import { createReadStream } from 'node:fs'

export type RejectedRow = { line: number; reason: string }

export type ServicenowLog = {
  /** Accepted rows by the incident's number, in the order of the file. */
  incidents: Map<string, LogEvent[]>
  acceptedRows: number
  rejected: RejectedRow[]
}

/** The file as a whole cannot be an event log; nothing of it is taken. */
export class LogUnreadable extends Error {}

/** Characters; a quote that is never closed would swallow the rest of the file. */
const RECORD_MAX = 100_000

type CsvRecord = { record: string[]; info: { lines: number } }

/**
 * Reads an event log row by row. A bad row is put aside with its line and the reason; an incident
 * with bad rows is read from its good ones. Throws LogUnreadable.
 */
export async function readServicenowLog(file: string, zone: string): Promise<ServicenowLog> {
  const log: ServicenowLog = { incidents: new Map(), acceptedRows: 0, rejected: [] }
  let header: string[] | null = null
  try {
    for await (const { record, info } of records(file)) {
      if (header === null) header = checkedHeader(record)
      else take(log, header, record, info.lines, zone)
    }
  } catch (error) {
    throw asUnreadable(error)
  }
  if (header === null) throw new LogUnreadable('The file is empty.')
  return log
}

function records(file: string): AsyncIterable<CsvRecord> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    // A quote in the middle of a name is a character like any other.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_MAX,
  })
  const source = createReadStream(file)
  // A stream does not hand its failure on to the one it flows into.
  source.on('error', (error) => parser.destroy(error))
  return source.pipe(parser)
}

function checkedHeader(record: string[]): string[] {
  const header = record.map((column) => column.trim())
  const missing = LOG_COLUMNS.filter((column) => !header.includes(column))
  if (missing.length === LOG_COLUMNS.length) {
    throw new LogUnreadable(
      `Not an incident event log: its first line names none of the columns ${LOG_COLUMNS.join(', ')}.`
    )
  }
  if (missing.length > 0) throw new LogUnreadable(`Columns missing: ${missing.join(', ')}.`)
  return header
}

function take(log: ServicenowLog, header: string[], record: string[], line: number, zone: string) {
  try {
    if (record.length !== header.length) {
      throw new RowRejected(`${record.length} columns instead of ${header.length}`)
    }
    const row = Object.fromEntries(header.map((column, index) => [column, record[index]]))
    const event = readLogRow(row, line, zone)
    const known = log.incidents.get(event.number)
    if (known) known.push(event)
    else log.incidents.set(event.number, [event])
    log.acceptedRows += 1
  } catch (error) {
    if (!(error instanceof RowRejected)) throw error
    log.rejected.push({ line, reason: error.message })
  }
}

function asUnreadable(error: unknown): unknown {
  if (error instanceof CsvError) {
    return new LogUnreadable(
      `Not a sound CSV file: quotes do not match at line ${String(error.lines)} (${error.code}).`
    )
  }
  if (!(error instanceof Error) || !('code' in error)) return error
  const reasons: Record<string, string> = {
    ENOENT: 'There is no such file.',
    EISDIR: 'That is a folder.',
    EACCES: 'The file may not be read.',
  }
  const reason = reasons[String(error.code)]
  return reason ? new LogUnreadable(reason) : error
}
