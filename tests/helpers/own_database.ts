import { prepareSqliteConnection } from '#config/sqlite'
import type { ConnectionConfig, QueryClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type OwnDatabase = { connectionName: string; client: QueryClientContract }

/** An empty database beside the one of the suite, of the same kind, for the length of a test. */
export async function ownDatabase(onEnd: (work: () => Promise<void>) => void) {
  const name = `opora_own_${randomBytes(6).toString('hex')}`
  const isSqlite = db.connection().dialect.name === 'better-sqlite3'
  const config = isSqlite ? await sqliteOf(onEnd) : await mysqlOf(name, onEnd)
  db.manager.add(name, config)
  db.manager.connect(name)
  // Runs before what removes the database itself.
  onEnd(() => db.manager.release(name))
  return { connectionName: name, client: db.connection(name) } satisfies OwnDatabase
}

async function sqliteOf(onEnd: (work: () => Promise<void>) => void): Promise<ConnectionConfig> {
  const folder = await mkdtemp(join(tmpdir(), 'opora-own-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const { migrations } = mainConfig()
  return {
    client: 'better-sqlite3',
    useNullAsDefault: true,
    connection: { filename: join(folder, 'own.sqlite3') },
    pool: { min: 1, max: 1, afterCreate: prepareSqliteConnection('write') },
    migrations,
  }
}

async function mysqlOf(name: string, onEnd: (work: () => Promise<void>) => void) {
  await db.rawQuery(`create database ${name} character set utf8mb4`)
  onEnd(() => db.rawQuery(`drop database ${name}`))
  const config = mainConfig()
  const connection = { ...(config.connection as object), database: name }
  return { ...config, connection, pool: { min: 1, max: 2 } } as ConnectionConfig
}

function mainConfig(): ConnectionConfig {
  return db.manager.get(db.primaryConnectionName)!.config
}
