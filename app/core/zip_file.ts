import { openPromise, type Entry, type ZipFile as Archive } from 'yauzl'

/** The file is no zip, is damaged, or unpacks to more than is allowed. */
export class UnsoundZip extends Error {}

type Limits = { maxEntries: number; maxUnpackedBytes: number }

/**
 * A zip read entry by entry through its directory. What all entries claim to unpack to is checked
 * first, and reading one ends where it unpacks to more than it claimed: neither an honest nor a lying
 * zip bomb fills memory or disk. Names that lead out of the archive are refused with it.
 */
export class ZipFile {
  private constructor(
    private readonly archive: Archive,
    private readonly entries: ReadonlyMap<string, Entry>
  ) {}

  /** Throws UnsoundZip. The caller closes it. */
  static async open(path: string, limits: Limits): Promise<ZipFile> {
    const archive = await openPromise(path, { autoClose: false }).catch(raiseUnsound)
    try {
      return new ZipFile(archive, await readDirectory(archive, limits))
    } catch (error) {
      archive.close()
      return raiseUnsound(error)
    }
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  names(): string[] {
    return [...this.entries.keys()]
  }

  /** The text of an entry in pieces that never cut a character; UTF-8, as all of a workbook is. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name)
    if (!entry) throw new UnsoundZip(`has no ${name}`)
    const decoder = new TextDecoder('utf-8')
    try {
      for await (const chunk of await this.archive.openReadStreamPromise(entry)) {
        yield decoder.decode(chunk as Uint8Array, { stream: true })
      }
    } catch (error) {
      raiseUnsound(error)
    }
    yield decoder.decode()
  }

  close() {
    this.archive.close()
  }
}

async function readDirectory(archive: Archive, { maxEntries, maxUnpackedBytes }: Limits) {
  const { entryCount } = archive
  if (entryCount === 0 || entryCount > maxEntries) throw new UnsoundZip(`has ${entryCount} entries`)
  const entries = new Map<string, Entry>()
  let claimed = 0
  for await (const entry of archive.eachEntry()) {
    if (entry.isEncrypted()) throw new UnsoundZip('is encrypted')
    claimed += entry.uncompressedSize
    if (claimed > maxUnpackedBytes) throw new UnsoundZip('unpacks to too much')
    entries.set(entry.fileName, entry)
  }
  return entries
}

/** A disk that cannot be read is no fault of the archive. */
function raiseUnsound(error: unknown): never {
  if (error instanceof UnsoundZip || (error instanceof Error && 'syscall' in error)) throw error
  throw new UnsoundZip(error instanceof Error ? error.message : String(error), { cause: error })
}
