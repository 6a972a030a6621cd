import env from '#start/env'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { defineConfig } from '@adonisjs/lucid'
import type { SqliteConfig } from '@adonisjs/lucid/types/database'
import { prepareSqliteConnection } from '#config/sqlite'

const sqliteFile = env.get('DB_SQLITE_FILE') || app.makePath('storage/opora.sqlite3')
// Emits every statement as an event: the pinned query counts and the benchmark listen to it.
const emitsQueries = app.inTest || env.get('BENCH', false)
const isSqlite = env.get('DB_CONNECTION', 'sqlite') === 'sqlite'
if (isSqlite) mkdirSync(dirname(sqliteFile), { recursive: true })

const migrations = { naturalSort: true, paths: ['database/migrations'] }
const seeders = { paths: ['database/seeders'] }

/**
 * One writing connection and one reading connection: a query outside an open transaction must not
 * wait for it, and SQLite has a single writer anyway.
 */
const sqlite = {
  client: 'better-sqlite3' as const,
  useNullAsDefault: true,
  compileSqlOnError: false,
  // A replica's file is resolved when it connects; the query builder misses it before and says so.
  log: {
    warn: (message: string) => message.includes('connection.filename') || logger.warn(message),
    error: (message: string) => logger.error(message),
    deprecate: (message: string) => logger.info(message),
    debug: (message: string) => logger.debug(message),
  },
  connection: { filename: sqliteFile },
  replicas: {
    write: {
      connection: { filename: sqliteFile },
      pool: { min: 1, max: 1, afterCreate: prepareSqliteConnection('write') },
    },
    read: {
      connection: [{ filename: sqliteFile }],
      pool: { min: 1, max: 1, afterCreate: prepareSqliteConnection('read') },
    },
  },
  migrations,
  seeders,
  schemaGeneration: {
    enabled: !app.inProduction && !app.inTest,
    outputPath: 'database/schema.ts',
    rulesPaths: ['./database/schema_rules.js'],
    excludeTables: [
      ...[
        'adonis_schema',
        'adonis_schema_versions',
        'queue_jobs',
        'queue_schedules',
        'rate_limits',
      ],
      ...['', '_config', '_content', '_data', '_docsize', '_idx'].map(
        (part) => `search_documents_fts${part}`
      ),
    ],
  },
  debug: emitsQueries,
}

const mysql = {
  client: 'mysql2' as const,
  // What is bound to a statement that failed, such as an address or a hash, is not for the log.
  compileSqlOnError: false,
  connection: {
    host: env.get('DB_HOST', '127.0.0.1'),
    port: env.get('DB_PORT', 3306),
    user: env.get('DB_USER', 'root'),
    password: env.get('DB_PASSWORD', ''),
    database: env.get('DB_DATABASE', 'opora'),
    charset: 'utf8mb4',
    // Both databases then give timestamps as the same strings; Lucid models still give DateTime.
    dateStrings: true,
    timezone: 'Z',
  },
  pool: { min: 2, max: 10 },
  migrations,
  seeders,
  // The generated schema comes from SQLite alone: the two databases name some types differently.
  schemaGeneration: { enabled: false },
  debug: emitsQueries,
}

export default defineConfig({
  connection: 'main',
  prettyPrintDebugQueries: false,
  // Lucid splits reading from writing for any client; its types know it for servers only.
  connections: { main: isSqlite ? (sqlite as unknown as SqliteConfig) : mysql },
})
