import { UPLOADS } from '#config/uploads'
import { detectEncoding } from '#core/text_encoding'
import { NotAccepted, OldWorkbook, UnsoundWorkbook } from '#core/upload_errors'
import { UnsoundZip, ZipFile } from '#core/zip_file'
import { open, readFile } from 'node:fs/promises'

export const UPLOAD_TYPES = ['xlsx', 'csv'] as const
export type UploadType = (typeof UPLOAD_TYPES)[number]

export const ZIP_LIMITS = {
  maxEntries: UPLOADS.maxZipEntries,
  maxUnpackedBytes: UPLOADS.maxUnpackedBytes,
}

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06]
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * What a file is by its content alone; neither its name nor what the sender declared is asked.
 * Throws NotAccepted, OldWorkbook, UnsoundWorkbook.
 */
export async function typeOfFile(path: string): Promise<UploadType> {
  const head = await headOf(path)
  if (beginsWith(head, COMPOUND)) throw new OldWorkbook()
  if (beginsWith(head, ZIP) || beginsWith(head, EMPTY_ZIP)) {
    await refuseOtherZip(path)
    return 'xlsx'
  }
  if (detectEncoding(await readFile(path)) === null) throw new NotAccepted()
  return 'csv'
}

async function refuseOtherZip(path: string) {
  const zip = await openWorkbook(path)
  const isWorkbook = zip.has('[Content_Types].xml') && zip.has('xl/workbook.xml')
  zip.close()
  if (!isWorkbook) throw new NotAccepted()
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
