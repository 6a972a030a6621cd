import { createConnection } from 'mysql2/promise'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '../scripts/support/process.mjs'

export const FOLDER = join(ROOT, 'tmp', 'bench')

/** A database of the benchmark's own: `{ name, env, isFilled, clear, drop }`. */
export function sqliteDatabase(label) {
  const file = join(FOLDER, `${label}.sqlite3`)
  const clear = () =>
    ['', '-wal', '-shm'].forEach((suffix) => rmSync(`${file}${suffix}`, { force: true }))
  mkdirSync(dirname(file), { recursive: true })
  return {
    name: 'sqlite',
    env: { DB_CONNECTION: 'sqlite', DB_SQLITE_FILE: file },
    isFilled: existsSync(file),
    clear: async () => clear(),
    drop: async () => clear(),
  }
}

/** Null where no MariaDB or MySQL answers. */
export async function mysqlDatabase(label) {
  const server = {
    host: process.env.DB_HOST || '127.0.0.1',
    port: Number(process.env.DB_PORT || 3306),
    user: process.env.DB_USER || 'root',
    password: process.env.DB_PASSWORD || '',
  }
  const name = `opora_bench_${label}`
  const connection = await createConnection(server).catch(() => null)
  if (connection === null) return null
  const [found] = await connection.query(
    'select 1 from information_schema.tables where table_schema = ? limit 1',
    [name]
  )
  await connection.end()
  return {
    name: 'mysql',
    env: {
      DB_CONNECTION: 'mysql',
      DB_HOST: server.host,
      DB_PORT: String(server.port),
      DB_USER: server.user,
      DB_PASSWORD: server.password,
      DB_DATABASE: name,
    },
    isFilled: found.length > 0,
    clear: () =>
      run(server, [
        `drop database if exists ${name}`,
        `create database ${name} character set utf8mb4`,
      ]),
    drop: () => run(server, [`drop database if exists ${name}`]),
  }
}

async function run(server, statements) {
  const connection = await createConnection(server)
  try {
    for (const statement of statements) await connection.query(statement)
  } finally {
    await connection.end()
  }
}
