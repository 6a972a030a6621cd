import type { DataSubject, PersonalRow } from '#directory/queries/personal_data'
import db from '@adonisjs/lucid/services/db'

type Wanted = {
  table: string
  columns: readonly string[]
  /** Which rows are the person's; null when none can be. */
  of: (subject: DataSubject) => Record<string, number> | null
}

/** Reads the named columns of a person's rows as they stand. */
export function personalRows({ table, columns, of }: Wanted) {
  return async (subject: DataSubject): Promise<PersonalRow[]> => {
    const owner = of(subject)
    if (owner === null) return []
    return db
      .from(table)
      .where(owner)
      .orderBy(columns.includes('id') ? 'id' : columns[0]!)
      .select(...columns)
  }
}

export const byPerson = (column: string) => (subject: DataSubject) => ({
  [column]: subject.personId,
})

export const byUser = (column: string) => (subject: DataSubject) =>
  subject.userId === null ? null : { [column]: subject.userId }

/**
 * How often a person stands in columns that tell of work and not of them, such as the assignee of
 * a ticket: the number of rows by column.
 */
export function countedMentions(columns: readonly string[], people: readonly string[]) {
  return async (subject: DataSubject): Promise<PersonalRow[]> => {
    const rows: PersonalRow[] = []
    for (const name of columns) {
      const [table, column] = name.split('.') as [string, string]
      const id = people.includes(name) ? subject.personId : subject.userId
      if (id === null) continue
      const [row] = await db.from(table).where(column, id).count('* as total')
      if (Number(row.total) > 0) rows.push({ place: name, count: Number(row.total) })
    }
    return rows
  }
}
