import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'

/** The file is no zip, is damaged, or unpacks to more than is allowed. */
export class UnsoundZip extends Error {}

type Entry = { name: string; method: number; packed: number; unpacked: number; offset: number }
type Limits = { maxEntries: number; maxUnpackedBytes: number }

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_LENGTH = 22
const MAX_COMMENT = 65_535
const MAX_DIRECTORY = 4 * 1024 * 1024
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/**
 * A zip read entry by entry through its directory. What an entry claims to unpack to is checked
 * first and what it really unpacks to is counted, over all entries read, so that neither an honest
 * nor a lying zip bomb fills memory or disk.
 */
export class ZipFile {
  readonly #entries: ReadonlyMap<string, Entry>
  #unpacked = 0

  private constructor(
    private readonly file: FileHandle,
    entries: Entry[],
    private readonly limits: Limits
  ) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]))
  }

  /** Throws UnsoundZip. The caller closes it. */
  static async open(path: string, limits: Limits): Promise<ZipFile> {
    const file = await open(path)
    try {
      const entries = await readDirectory(file, limits)
      const claimed = entries.reduce((sum, { unpacked }) => sum + unpacked, 0)
      if (claimed > limits.maxUnpackedBytes) throw new UnsoundZip('unpacks to too much')
      return new ZipFile(file, entries, limits)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  names(): string[] {
    return [...this.#entries.keys()]
  }

  /** The text of an entry in pieces that never cut a character; UTF-8, as all of a workbook is. */
  async *text(name: string): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8')
    for await (const chunk of await this.#stream(name)) {
      this.#unpacked += (chunk as Uint8Array).length
      if (this.#unpacked > this.limits.maxUnpackedBytes) throw new UnsoundZip('unpacks to too much')
      yield decoder.decode(chunk as Uint8Array, { stream: true })
    }
    yield decoder.decode()
  }

  async close() {
    await this.file.close()
  }

  async #stream(name: string): Promise<Readable> {
    const entry = this.#entries.get(name)
    if (!entry) throw new UnsoundZip(`has no ${name}`)
    const start = await this.#dataStart(entry)
    if (entry.packed === 0) return Readable.from([])
    const packed = this.file.createReadStream({
      start,
      end: start + entry.packed - 1,
      autoClose: false,
    })
    if (entry.method === STORED) return packed
    const inflate = createInflateRaw()
    // The reader of the last stream gets the error; nobody else is to be told.
    pipeline(packed, inflate, () => undefined)
    return inflate
  }

  /** The name and the extra field are repeated before the data, not always at the same length. */
  async #dataStart({ offset, method, name }: Entry): Promise<number> {
    if (method !== STORED && method !== DEFLATED) {
      throw new UnsoundZip(`${name} is packed strangely`)
    }
    const head = await readAt(this.file, offset, 30)
    if (head.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new UnsoundZip(`${name} is not there`)
    return offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  }
}

async function readDirectory(file: FileHandle, limits: Limits): Promise<Entry[]> {
  const { size } = await file.stat()
  const tailLength = Math.min(size, END_LENGTH + MAX_COMMENT)
  const tail = await readAt(file, size - tailLength, tailLength)
  const at = lastIndexOfEnd(tail)
  const count = tail.readUInt16LE(at + 10)
  const length = tail.readUInt32LE(at + 12)
  const start = tail.readUInt32LE(at + 16)
  if (count === 0 || count > limits.maxEntries) throw new UnsoundZip(`has ${count} entries`)
  if (length > MAX_DIRECTORY || start + length > size) throw new UnsoundZip('has no directory')
  return entriesOf(await readAt(file, start, length), count)
}

function lastIndexOfEnd(tail: Buffer): number {
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return at
  }
  throw new UnsoundZip('is no zip')
}

function entriesOf(directory: Buffer, count: number): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw new UnsoundZip('has a broken directory')
    }
    if (directory.readUInt16LE(at + 8) & ENCRYPTED) throw new UnsoundZip('is encrypted')
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead < length) throw new UnsoundZip('is cut off')
  return buffer
}
