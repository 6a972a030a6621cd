import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type BenchRow = Record<string, string>

/** Rows of DIR/name.tsv one after another, by the columns of its first line; nothing is quoted. */
export async function* readTable(directory: string, name: string): AsyncGenerator<BenchRow> {
  const input = createReadStream(join(directory, `${name}.tsv`))
  let columns: string[] | null = null
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const cells = line.split('\t')
    if (columns === null) columns = cells
    else yield Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  }
}

/** The same in portions, so that a million rows never stand in memory at once. */
export async function* readPortions(
  directory: string,
  name: string,
  size: number
): AsyncGenerator<BenchRow[]> {
  let portion: BenchRow[] = []
  for await (const row of readTable(directory, name)) {
    portion.push(row)
    if (portion.length < size) continue
    yield portion
    portion = []
  }
  if (portion.length > 0) yield portion
}

/** Reads a table that is sorted by a ticket's id beside the tickets themselves. */
export class RowsByTicket {
  readonly #rows: AsyncGenerator<BenchRow>
  #ahead: IteratorResult<BenchRow> | null = null

  constructor(directory: string, name: string) {
    this.#rows = readTable(directory, name)
  }

  /** The rows of all tickets up to this id that were not taken yet. */
  async upTo(ticketId: number): Promise<BenchRow[]> {
    const taken: BenchRow[] = []
    for (;;) {
      this.#ahead ??= await this.#rows.next()
      if (this.#ahead.done || Number(this.#ahead.value.ticket) > ticketId) return taken
      taken.push(this.#ahead.value)
      this.#ahead = null
    }
  }
}
