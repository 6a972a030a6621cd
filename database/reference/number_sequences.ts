import { NUMBER_SERIES } from '#config/numbering'
import db from '@adonisjs/lucid/services/db'

/** A counter row for every number series; existing counters are never touched. */
export async function syncNumberSequences() {
  const known = new Set((await db.from('number_sequences').select('kind')).map((row) => row.kind))
  const missing = Object.keys(NUMBER_SERIES).filter((kind) => !known.has(kind))
  if (missing.length > 0) {
    await db.table('number_sequences').multiInsert(missing.map((kind) => ({ kind, next_value: 1 })))
  }
}
