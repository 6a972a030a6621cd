import { HOLIDAY_KINDS, type HolidayKind } from '#calendars/workflow/holiday_kinds'
import { dateOfDay, dayNumber } from '#calendars/workflow/local_time'
import { parse } from 'csv-parse/sync'

export type FileDay = {
  onDate: string
  kind: HolidayKind
  replacesOn: string | null
  nameRu: string
  nameEn: string
}
export type FileProblemCode =
  'bad_date' | 'unknown_kind' | 'no_name' | 'name_too_long' | 'date_twice' | 'broken' | 'empty'
export type FileProblem = { line: number; code: FileProblemCode; value: string }
export type HolidayFile = { days: FileDay[]; problems: FileProblem[] }

const MAX_ROWS = 2000
const MAX_NAME = 200
/** A holiday of several days in a calendar file; longer ones are something else. */
const MAX_SPAN = 31

type Row = {
  line: number
  date: string
  kind: string
  name: string
  nameEn: string
  replaces: string
}

/**
 * Reads holidays out of CSV (`date,kind,name[,name_en][,replaces]`, a header may stand first, commas
 * or semicolons) or an iCalendar file. Every line that cannot be read is a problem of its own.
 */
export function readHolidayFile(text: string): HolidayFile {
  const content = text.replace(/^\uFEFF/, '')
  const rows = /^\s*BEGIN:VCALENDAR/i.test(content) ? calendarRows(content) : csvRows(content)
  if (!Array.isArray(rows)) return { days: [], problems: [rows] }
  if (rows.length === 0) return { days: [], problems: [{ line: 1, code: 'empty', value: '' }] }

  const seen = new Set<string>()
  const days: FileDay[] = []
  const problems: FileProblem[] = []
  for (const row of rows.slice(0, MAX_ROWS)) {
    const problem = problemOf(row, seen)
    if (problem) problems.push(problem)
    else days.push(toDay(row))
    seen.add(isoDate(row.date) ?? '')
  }
  return { days, problems }
}

function problemOf(row: Row, seen: Set<string>): FileProblem | null {
  const { line } = row
  const date = isoDate(row.date)
  if (!date) return { line, code: 'bad_date', value: row.date }
  if (row.replaces && !isoDate(row.replaces)) return { line, code: 'bad_date', value: row.replaces }
  if (!kindOf(row.kind)) return { line, code: 'unknown_kind', value: row.kind }
  if (row.name === '') return { line, code: 'no_name', value: date }
  if (Math.max(row.name.length, row.nameEn.length) > MAX_NAME) {
    return { line, code: 'name_too_long', value: row.name.slice(0, 40) }
  }
  return seen.has(date) ? { line, code: 'date_twice', value: date } : null
}

function toDay({ date, kind, name, nameEn, replaces }: Row): FileDay {
  return {
    onDate: isoDate(date)!,
    kind: kindOf(kind)!,
    replacesOn: isoDate(replaces),
    nameRu: name,
    nameEn: nameEn || name,
  }
}

function csvRows(text: string): Row[] | FileProblem {
  const [firstLine = ''] = text.split(/\r?\n/, 1)
  const delimiter = [';', '\t', ','].find((each) => firstLine.includes(each)) ?? ','
  try {
    const lines = parse(text, {
      delimiter,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MAX_ROWS + 1,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const rows = lines.map(({ record, info }) => {
      const [date = '', kind = '', name = '', nameEn = '', replaces = ''] = record
      return { line: info.lines, date, kind, name, nameEn, replaces }
    })
    const [header] = rows
    return header && !isoDate(header.date) && !kindOf(header.kind || '?') ? rows.slice(1) : rows
  } catch (error) {
    return { line: 1, code: 'broken', value: error instanceof Error ? error.message : '' }
  }
}

/** VEVENTs with an all-day or timed DTSTART; `CATEGORIES` may name a kind. Recurrence is not read. */
function calendarRows(text: string): Row[] {
  const rows: Row[] = []
  let event: Map<string, string> | null = null
  let line = 0
  for (const each of unfold(text)) {
    line = each.line
    const [, name = '', value = ''] = /^([A-Za-z-]+)[^:]*:(.*)$/.exec(each.text) ?? []
    const key = name.toUpperCase()
    if (key === 'BEGIN' && value.toUpperCase() === 'VEVENT') {
      event = new Map([['line', String(line)]])
    } else if (key === 'END' && value.toUpperCase() === 'VEVENT' && event) {
      rows.push(...eventRows(event))
      event = null
    } else if (event && !event.has(key)) event.set(key, plainText(value))
  }
  return rows
}

function eventRows(event: Map<string, string>): Row[] {
  const line = Number(event.get('line'))
  const start = event.get('DTSTART') ?? ''
  const category = (event.get('CATEGORIES') ?? '').split(',')[0]!.trim().toLowerCase()
  const kind = kindOf(category) ?? 'holiday'
  const row = { line, kind, name: event.get('SUMMARY') ?? '', nameEn: '', replaces: '' }
  const first = dayNumber(isoDate(start) ?? '')
  if (first === null) return [{ ...row, date: start }]
  // DTEND of an all-day event is the day after it.
  const end = dayNumber(isoDate(event.get('DTEND') ?? '') ?? '') ?? first + 1
  const length = Math.min(Math.max(end - first, 1), MAX_SPAN)
  return Array.from({ length }, (_, day) => ({ ...row, date: dateOfDay(first + day) }))
}

/** Lines that begin with a space go on with the line before (RFC 5545, 3.1). */
function unfold(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = []
  text.split(/\r?\n/).forEach((raw, index) => {
    const last = lines.at(-1)
    if (/^[ \t]/.test(raw) && last) last.text += raw.slice(1)
    else lines.push({ line: index + 1, text: raw })
  })
  return lines
}

function plainText(value: string): string {
  return value.replace(/\\([nN,;\\])/g, (_, sign: string) => (/n/i.test(sign) ? ' ' : sign)).trim()
}

/** `2026-01-09`, `09.01.2026` or the `20260109…` of calendar files. */
function isoDate(text: string): string | null {
  const iso =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(text) ??
    reversed(/^(\d\d)\.(\d\d)\.(\d{4})$/.exec(text))
  if (!iso) return null
  const date = `${iso[1]}-${iso[2]}-${iso[3]}`
  return dayNumber(date) === null ? null : date
}

function reversed(match: RegExpExecArray | null): string[] | null {
  return match && [match[0], match[3]!, match[2]!, match[1]!]
}

/** An empty kind is a holiday. */
function kindOf(text: string): HolidayKind | null {
  if (text === '') return 'holiday'
  return HOLIDAY_KINDS.find((kind) => kind === text.toLowerCase()) ?? null
}
