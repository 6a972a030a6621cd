import { randomBytes } from 'node:crypto'
import { createConnection } from 'mysql2/promise'

const CONNECT_WITHIN_MS = 3000

/**
 * Creates an empty database with a name of its own where a MariaDB or MySQL server answers.
 * Resolves to `{ env, drop }`, or to `{ absence }`: why there is none.
 */
export async function createDatabase() {
  const host = process.env.DB_HOST || '127.0.0.1'
  const port = Number(process.env.DB_PORT || 3306)
  const user = process.env.DB_USER || 'root'
  const password = process.env.DB_PASSWORD || ''
  const server = { host, port, user, password, connectTimeout: CONNECT_WITHIN_MS }
  const name = `opora_test_${randomBytes(4).toString('hex')}`
  try {
    await query(server, `create database ${name} character set utf8mb4`)
  } catch (error) {
    return { absence: `no server to be used at ${host}:${port} (${error.code ?? error.message})` }
  }
  const env = { DB_CONNECTION: 'mysql', DB_HOST: host, DB_PORT: String(port), DB_USER: user }
  return {
    env: { ...env, DB_PASSWORD: password, DB_DATABASE: name },
    drop: () => query(server, `drop database if exists ${name}`),
  }
}

async function query(server, sql) {
  const connection = await createConnection(server)
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}
