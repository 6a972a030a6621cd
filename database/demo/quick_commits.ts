import db from '@adonisjs/lucid/services/db'

/**
 * On SQLite, writes without waiting for the disk at each of several thousand commits: what a power
 * cut leaves half told is thrown away and told anew. At the end everything is on the disk.
 */
export async function withQuickCommits(write: () => Promise<void>) {
  const client = db.connection()
  if (client.dialect.name !== 'better-sqlite3') return write()

  await client.rawQuery('pragma synchronous = normal')
  try {
    await write()
  } finally {
    await client.rawQuery('pragma synchronous = full')
    await client.rawQuery('pragma wal_checkpoint(truncate)')
  }
}
