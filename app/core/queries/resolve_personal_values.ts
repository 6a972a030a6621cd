import type { FieldChange, Plain } from '#core/errors'
import { asPersonalReference, personalReferencesOf, type ErasedValue } from '#core/personal_values'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const ERASED: ErasedValue = { erased: true }

/**
 * Gives events of the audit back with the personal values they refer to, read with one query;
 * `{ erased: true }` stands where the value was erased.
 */
export async function resolvePersonalValues<Event extends { changes: FieldChange[] }>(
  events: Event[],
  client: QueryClientContract = db.connection()
): Promise<Event[]> {
  const ids = events.flatMap(({ changes }) =>
    personalReferencesOf(changes).map(({ personal }) => personal)
  )
  if (ids.length === 0) return events

  const rows = await client.from('audit_personal_values').whereIn('id', ids).select('id', 'value')
  const values = new Map(rows.map((row) => [String(row.id), JSON.parse(row.value) as Plain]))
  const resolve = (value: Plain): Plain => {
    const reference = asPersonalReference(value)
    return reference ? (values.get(reference.personal) ?? ERASED) : value
  }
  return events.map((event) => ({
    ...event,
    changes: event.changes.map(({ field, before, after }) => ({
      field,
      before: resolve(before),
      after: resolve(after),
    })),
  }))
}
