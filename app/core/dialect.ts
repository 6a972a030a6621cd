import db from '@adonisjs/lucid/services/db'

/** Whether the embedded database answers; for the few statements the two must say differently. */
export function isSqlite(client: { dialect: { name: string } } = db.connection()): boolean {
  return client.dialect.name === 'better-sqlite3'
}
