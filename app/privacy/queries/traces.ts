import type { FieldChange } from '#core/errors'
import { parseJson } from '#core/columns'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import type { DataSubject, PersonalRow } from '#directory/queries/personal_data'
import db from '@adonisjs/lucid/services/db'

const MOST_ROWS = 20_000

/** Who looked at the person: by name, for it is the person who asks. */
export async function viewsOf({ personId }: DataSubject): Promise<PersonalRow[]> {
  return db
    .from('record_views as views')
    .leftJoin('users', 'users.id', 'views.viewer_user_id')
    .leftJoin('people', 'people.id', 'users.person_id')
    .where({ 'views.subject_type': 'person', 'views.subject_id': personId })
    .orderBy('views.id', 'desc')
    .limit(MOST_ROWS)
    .select('views.at', 'views.last_at', 'people.display_name as viewer')
}

/** What the person looked at themselves. */
export async function viewsBy({ userId }: DataSubject): Promise<PersonalRow[]> {
  if (userId === null) return []
  return db
    .from('record_views')
    .where('viewer_user_id', userId)
    .orderBy('id', 'desc')
    .limit(MOST_ROWS)
    .select('subject_type', 'subject_id', 'at', 'last_at', 'ip', 'user_agent', 'source_page')
}

/** History of the person and of their account, with the values it keeps of them. */
export async function auditAbout({ personId, userId }: DataSubject): Promise<PersonalRow[]> {
  const rows = await db
    .from('audit_events')
    .where((either) => {
      void either.where({ subject_type: 'person', subject_id: personId })
      if (userId !== null) void either.orWhere({ subject_type: 'user', subject_id: userId })
    })
    .orderBy('id', 'desc')
    .limit(MOST_ROWS)
  const events = await resolvePersonalValues(
    rows.map((row) => ({ ...row, changes: parseJson<FieldChange[]>(row.changes) }))
  )
  return events.map((event) => ({
    occurred_at: event.occurred_at,
    action: event.action,
    channel: event.channel,
    reason: event.reason,
    changes: JSON.stringify(event.changes),
  }))
}
