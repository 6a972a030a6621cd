import { allow, refuse } from '#database/append_only'
import db from '@adonisjs/lucid/services/db'

type Change = 'update' | 'delete'

const APPEND_ONLY = ['audit_events', 'audit_seals', 'consent_texts']

/**
 * Does with the audit what nobody can do otherwise: its triggers are lifted for as long as `work`
 * takes, on those of the tables that it touches.
 */
export async function withoutAuditTriggers(
  work: () => Promise<unknown>,
  changes: Change[] = ['update', 'delete'],
  touched = APPEND_ONLY
) {
  const tables = APPEND_ONLY.filter((table) => touched.includes(table))
  await run(tables.flatMap((table) => allow(table, changes)))
  try {
    await work()
  } finally {
    await run(tables.flatMap((table) => refuse(db.connection().dialect.name, table, changes)))
  }
}

async function run(statements: string[]) {
  for (const statement of statements) await db.rawQuery(statement)
}
