import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** `from` became `to`: everything that named the one names the other now. */
export type Repointing = { trx: TransactionClientContract; from: number; to: number }

/** Columns of a table that hold ids of people, or an own way of repointing them. */
export type PersonReference = {
  table: string
  columns: readonly string[]
  /** In place of the plain update, where two rows would become the same or mean something else. */
  repoint?: (repointing: Repointing) => Promise<void>
}

const references: PersonReference[] = []

/**
 * Every domain names its columns that hold people, so that two records of one person can become
 * one. A test compares the list with the foreign keys of the database.
 */
export function refersToPeople(...named: PersonReference[]): void {
  references.push(...named)
}

export function personReferences(): readonly PersonReference[] {
  return references
}
