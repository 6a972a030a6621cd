import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Whom personal data is about; whoever cannot sign in has no user. */
export type DataSubject = { personId: number; userId: number | null }

export type PersonalRow = Record<string, string | number | boolean | null>

/** Why a person cannot be anonymised yet: a code with words, and how many records say so. */
export type Obstacle = { code: string; count: number }

/** What takes the place of the name, and a name for the account that nobody can sign in with. */
export type Replacement = { name: string; email: string }

/**
 * A kind of data about a person and the domain that keeps it. `columns` names each `table.column`
 * that refers to people or users and is told of here: a reference that no source names fails a test.
 */
export type PersonalDataSource = {
  key: string
  columns: readonly string[]
  read: (subject: DataSubject) => Promise<PersonalRow[]>
  /** Takes out what names the person; what is counted stays (152-FZ). */
  erase?: (
    trx: TransactionClientContract,
    subject: DataSubject,
    replacement: Replacement
  ) => Promise<void>
  obstacles?: (subject: DataSubject) => Promise<Obstacle[]>
}

const sources = new Map<string, PersonalDataSource>()

/** Domains of all floors say here what they keep about people. */
export function declarePersonalData(...declared: PersonalDataSource[]) {
  for (const source of declared) sources.set(source.key, source)
}

export function personalDataSources(): readonly PersonalDataSource[] {
  return [...sources.values()]
}
