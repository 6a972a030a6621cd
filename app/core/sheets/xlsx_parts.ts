import { readWholeXml } from '#core/sheets/xml_events'
import { UnsoundZip, type ZipFile } from '#core/zip_file'

export type WorkbookSheet = { name: string; part: string }
export type WorkbookParts = {
  /** Visible ones, in the order of their tabs. */
  sheets: WorkbookSheet[]
  /** Whether days are counted from 1904, as old Macintoshes did. */
  isFrom1904: boolean
  /** Index of a cell's style → whether it shows a date. */
  isDateStyle: boolean[]
}

const WORKBOOK = 'xl/workbook.xml'
const RELATIONS = 'xl/_rels/workbook.xml.rels'
const STYLES = 'xl/styles.xml'
/** Characters; they all stand in memory. */
const MAX_SHARED = 64_000_000
/** Formats of dates and times that need no description (ECMA-376, 18.8.30). */
const BUILTIN_DATES = [
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47],
  ...[50, 51, 52, 53, 54, 55, 56, 57, 58],
]

/** What a workbook says of itself outside of its sheets. */
export async function readParts(zip: ZipFile): Promise<WorkbookParts> {
  const targets = await readRelations(zip)
  const sheets: WorkbookSheet[] = []
  let isFrom1904 = false
  await readWholeXml(zip.text(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = isTrue(attributes.date1904)
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const part = targets.get(attributes['r:id'] ?? idOf(attributes))
      if (part && zip.has(part)) sheets.push({ name: attributes.name ?? '', part })
    },
  })
  return { sheets, isFrom1904, isDateStyle: await readDateStyles(zip) }
}

/** The texts that cells refer to by their index. */
export async function readSharedTexts(zip: ZipFile): Promise<string[]> {
  const part = zip.names().find((name) => name.toLowerCase() === 'xl/sharedstrings.xml')
  const texts: string[] = []
  if (!part) return texts
  let text = ''
  let length = 0
  let isText = false
  // Readings in small signs above the text are no part of it.
  let inPhonetic = false
  await readWholeXml(zip.text(part), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') inPhonetic = true
      isText = name === 't' && !inPhonetic
    },
    text(piece) {
      if (!isText) return
      text += piece
      length += piece.length
      if (length > MAX_SHARED) throw new UnsoundZip('holds too much text')
    },
    close(name) {
      if (name === 'si') texts.push(text)
      if (name === 'rPh') inPhonetic = false
      isText = false
    },
  })
  return texts
}

async function readRelations(zip: ZipFile): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  if (!zip.has(RELATIONS)) return targets
  await readWholeXml(zip.text(RELATIONS), {
    open(name, { Id: id, Target: target }) {
      if (name !== 'Relationship' || !id || !target) return
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

async function readDateStyles(zip: ZipFile): Promise<boolean[]> {
  const isDateStyle: boolean[] = []
  if (!zip.has(STYLES)) return isDateStyle
  const dateFormats = new Set(BUILTIN_DATES)
  let inCellStyles = false
  await readWholeXml(zip.text(STYLES), {
    open(name, attributes) {
      if (name === 'cellXfs') inCellStyles = true
      if (name === 'numFmt' && isDateFormat(attributes.formatCode ?? '')) {
        dateFormats.add(Number(attributes.numFmtId))
      }
      if (name === 'xf' && inCellStyles) {
        isDateStyle.push(dateFormats.has(Number(attributes.numFmtId ?? 0)))
      }
    },
    close: (name) => void (name === 'cellXfs' && (inCellStyles = false)),
  })
  return isDateStyle
}

/** Letters of years, months, days, hours and seconds outside of quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|\\./gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

function idOf(attributes: Record<string, string>): string {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'))
  return key ? attributes[key]! : ''
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
