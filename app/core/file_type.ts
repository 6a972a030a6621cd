import { UPLOADS } from '#config/uploads'
import { detectEncoding } from '#core/text_encoding'
import { NotAccepted, OldWorkbook, UnsoundWorkbook } from '#core/upload_errors'
import { UnsoundZip, ZipFile } from '#core/zip_file'
import { open, readFile } from 'node:fs/promises'

/** Tables that imports read; `csv` is text of any kind. */
export const UPLOAD_TYPES = ['xlsx', 'csv'] as const
/** What is kept as a document; `odf` is any document of OpenDocument. */
export const DOCUMENT_TYPES = [
  ...UPLOAD_TYPES,
  ...(['pdf', 'png', 'jpeg', 'docx', 'pptx', 'vsdx', 'odf'] as const),
] as const
export type FileType = (typeof DOCUMENT_TYPES)[number]

const OFFICE = 'application/vnd.openxmlformats-officedocument'
/** As what a kept file is sent; none of these runs anything in a browser. */
export const CONTENT_TYPES: Record<FileType, string> = {
  ...{ pdf: 'application/pdf', png: 'image/png', jpeg: 'image/jpeg', csv: 'text/plain' },
  ...{ odf: 'application/octet-stream', vsdx: 'application/vnd.ms-visio.drawing' },
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  docx: `${OFFICE}.wordprocessingml.document`,
  pptx: `${OFFICE}.presentationml.presentation`,
}

export const ZIP_LIMITS = {
  maxEntries: UPLOADS.maxZipEntries,
  maxUnpackedBytes: UPLOADS.maxUnpackedBytes,
}

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06]
const BEGINNINGS: [FileType, number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
]
/** By the entry that only this kind of archive has. */
const ARCHIVES: [FileType, string][] = [
  ['xlsx', 'xl/workbook.xml'],
  ['docx', 'word/document.xml'],
  ['pptx', 'ppt/presentation.xml'],
  ['vsdx', 'visio/document.xml'],
]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * What a file is by its content alone; neither its name nor what the sender declared is asked.
 * Throws NotAccepted, OldWorkbook, UnsoundWorkbook.
 */
export async function typeOfFile(path: string): Promise<FileType> {
  const head = await headOf(path)
  if (beginsWith(head, COMPOUND)) throw new OldWorkbook()
  if (beginsWith(head, ZIP) || beginsWith(head, EMPTY_ZIP)) {
    return archiveType(path)
  }
  const known = BEGINNINGS.find(([, beginning]) => beginsWith(head, beginning))
  if (known) return known[0]
  if (detectEncoding(await readFile(path)) === null) throw new NotAccepted()
  return 'csv'
}

async function archiveType(path: string): Promise<FileType> {
  const zip = await openWorkbook(path)
  try {
    const isOffice = zip.has('[Content_Types].xml')
    const found = isOffice && ARCHIVES.find(([, entry]) => zip.has(entry))
    if (found) return found[0]
    if (zip.has('META-INF/manifest.xml') && zip.has('content.xml')) return 'odf'
    throw new NotAccepted()
  } finally {
    zip.close()
  }
}

async function openWorkbook(path: string): Promise<ZipFile> {
  try {
    return await ZipFile.open(path, ZIP_LIMITS)
  } catch (error) {
    if (error instanceof UnsoundZip) throw new UnsoundWorkbook()
    throw error
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function beginsWith(head: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => head[index] === byte)
}
