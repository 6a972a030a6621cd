import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ROOT } from './process.mjs'

const FILE = join(ROOT, '.env')

/** Makes .env out of .env.example with a key of its own; an existing file stays as it is. */
export function ensureEnvironmentFile() {
  if (existsSync(FILE)) return
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
  const key = randomBytes(32).toString('base64url')
  writeFileSync(FILE, example.replace(/^APP_KEY=.*$/m, `APP_KEY=${key}`), { mode: 0o600 })
}

/**
 * What tools need in order to read the application's routes where nothing is configured yet: a
 * fresh clone, or continuous integration. A configured installation uses its own .env.
 */
export function toolEnvironment(nodeEnv) {
  if (existsSync(FILE)) return {}
  return { ...parseEnv(readFileSync(join(ROOT, '.env.test'), 'utf8')), NODE_ENV: nodeEnv }
}

/**
 * What a production server gets: .env below the variables that are set already. The build has its
 * own root, so files must be named absolutely or the next build would wipe them out.
 */
export function productionEnvironment() {
  const file = existsSync(FILE) ? parseEnv(readFileSync(FILE, 'utf8')) : {}
  return {
    DB_SQLITE_FILE: join(ROOT, 'storage', 'opora.sqlite3'),
    STORAGE_DIR: join(ROOT, 'storage'),
    ...withoutEmpty(file),
    ...withoutEmpty(process.env),
    NODE_ENV: 'production',
  }
}

function withoutEmpty(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
