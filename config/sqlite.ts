import type BetterSqlite3 from 'better-sqlite3'

type Done = (error: Error | null, connection: unknown) => void

const CACHED_STATEMENTS = 500

/**
 * Pages (32 MB) the write-ahead log may hold before a commit carries them over into the file. With
 * SQLite's own 1,000 every few dozen writes somebody waits for that.
 */
const CHECKPOINT_PAGES = 8000

/**
 * Prepares each SQLite connection.
 *
 * A transaction that reads first and writes later fails at once when another process wrote in
 * between ("database is locked"; the busy timeout does not help), so writing connections begin
 * every transaction IMMEDIATE.
 */
export function prepareSqliteConnection(role: 'read' | 'write') {
  return (connection: BetterSqlite3.Database, done: Done) => {
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    connection.pragma('foreign_keys = ON')
    connection.pragma('busy_timeout = 5000')
    connection.pragma('cache_size = -32000')
    connection.pragma('temp_store = MEMORY')
    if (role === 'read') connection.pragma('query_only = ON')
    // SQLite's own lower() knows ASCII only.
    connection.function('lower', { deterministic: true }, (text: unknown) =>
      typeof text === 'string' ? text.toLowerCase() : text
    )
    cacheStatements(connection)
    done(null, connection)
  }
}

/** Query builders send the same few hundred texts again and again; parsing each once is enough. */
function cacheStatements(connection: BetterSqlite3.Database) {
  const prepare = connection.prepare.bind(connection)
  const statements = new Map<string, BetterSqlite3.Statement>()
  connection.prepare = ((sql: string) => {
    const text = sql === 'BEGIN;' ? 'BEGIN IMMEDIATE;' : sql
    const known = statements.get(text)
    if (known) return known
    if (statements.size >= CACHED_STATEMENTS) statements.clear()
    const statement = prepare(text)
    statements.set(text, statement)
    return statement
  }) as typeof connection.prepare
}
