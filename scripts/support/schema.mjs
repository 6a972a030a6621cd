import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './process.mjs'

/** Generates database/schema.ts out of the migrations, run on an empty database; resolves to an exit code. */
export async function generateSchema() {
  const folder = mkdtempSync(join(tmpdir(), 'opora-schema-'))
  const env = {
    NODE_ENV: 'development',
    APP_KEY: 'only-for-an-empty-database-0123456789',
    HOST: '127.0.0.1',
    PORT: '3333',
    APP_URL: 'http://127.0.0.1:3333',
    DB_CONNECTION: 'sqlite',
    DB_SQLITE_FILE: join(folder, 'empty.sqlite3'),
  }
  try {
    const { code } = await run(['scripts/support/generate_schema.mjs'], { env, show: 'failure' })
    return code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
