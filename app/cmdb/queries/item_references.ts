import type { Actor } from '#core/actor'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** `from` became `to` by an act of `actor`: everything that named the one names the other now. */
export type ItemRepointing = {
  trx: TransactionClientContract
  actor: Actor
  from: number
  to: number
}

/** Columns of a table that hold ids of items, or an own way of repointing them. */
export type ItemReference = {
  table: string
  columns: readonly string[]
  /** In place of the plain update, where two rows would become the same or mean something else. */
  repoint?: (repointing: ItemRepointing) => Promise<void>
  /** What belongs to the item itself goes with it and keeps nothing from being removed. */
  isOwn?: boolean
  /** What these rows are called when items are merged, a key of the catalogue with `n`. */
  labelKey?: string
}

const references: ItemReference[] = []

/**
 * Every domain names its columns that hold items, so that two items can become one and nothing is
 * removed that something hangs on. A test compares the list with the foreign keys of the database.
 */
export function refersToItems(...named: ItemReference[]): void {
  references.push(...named)
}

export function itemReferences(): readonly ItemReference[] {
  return references
}

const PER_QUERY = 500

/** The items among these that something hangs on, by what; own rows and relations do not count. */
export async function itemsHungOn(
  trx: TransactionClientContract,
  ids: readonly number[]
): Promise<Map<number, string>> {
  const hung = new Map<number, string>()
  for (const { table, columns, isOwn } of references) {
    if (isOwn) continue
    for (const column of columns) {
      for (const some of portions(ids, PER_QUERY)) {
        const rows = await trx.from(table).whereIn(column, some).distinct(column)
        for (const row of rows) hung.set(row[column], table)
      }
    }
  }
  return hung
}
