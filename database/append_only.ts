type Change = 'update' | 'delete'

/** The statements that make a database refuse a change to the rows of a table. */
export function refuse(dialect: string, table: string, changes: Change[]): string[] {
  const body =
    dialect === 'better-sqlite3'
      ? `begin select raise(abort, '${table} is append-only'); end`
      : `for each row signal sqlstate '45000' set message_text = '${table} is append-only'`
  return changes.map(
    (change) => `create trigger ${triggerName(table, change)} before ${change} on ${table} ${body}`
  )
}

/** The statements that allow it again. */
export function allow(table: string, changes: Change[]): string[] {
  return changes.map((change) => `drop trigger if exists ${triggerName(table, change)}`)
}

function triggerName(table: string, change: Change) {
  return `${table}_refuse_${change}`
}
