import { crc32, deflateRawSync } from 'node:zlib'

export type ArchivedFile = { name: string; content: Uint8Array }

const LOCAL_SIGNATURE = 0x04034b50
const ENTRY_SIGNATURE = 0x02014b50
const END_SIGNATURE = 0x06054b50
const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATED = 8
/** 1 January 1980, the first day the format knows: the same files make the same archive. */
const DATE = 0x21

/** A few files in memory as one zip; names are read as UTF-8. */
export function zipArchive(files: readonly ArchivedFile[]): Uint8Array {
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name, 'utf8')
    const packed = deflateRawSync(file.content)
    const facts = factsOf(file, packed, name)
    const local = Buffer.concat([uint32(LOCAL_SIGNATURE), uint16(VERSION), facts, uint16(0), name])
    entries.push(entryOf(facts, name, offset))
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const directory = Buffer.concat(entries)
  return Buffer.concat([...parts, directory, endOf(files.length, directory.length, offset)])
}

/** What an entry says both before its content and in the directory. */
function factsOf({ content }: ArchivedFile, packed: Buffer, name: Buffer): Buffer {
  return Buffer.concat([
    ...[UTF8_NAMES, DEFLATED, 0, DATE].map(uint16),
    ...[crc32(content), packed.length, content.length].map(uint32),
    uint16(name.length),
  ])
}

function entryOf(facts: Buffer, name: Buffer, offset: number): Buffer {
  const [made, noExtra, noComment, disk, internal] = [VERSION, 0, 0, 0, 0]
  return Buffer.concat([
    uint32(ENTRY_SIGNATURE),
    ...[made, VERSION].map(uint16),
    facts,
    ...[noExtra, noComment, disk, internal].map(uint16),
    ...[0, offset].map(uint32),
    name,
  ])
}

function endOf(count: number, size: number, offset: number): Buffer {
  return Buffer.concat([
    uint32(END_SIGNATURE),
    ...[0, 0, count, count].map(uint16),
    ...[size, offset].map(uint32),
    uint16(0),
  ])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
