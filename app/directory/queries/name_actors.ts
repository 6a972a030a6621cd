import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The present names of account owners, by user id. */
export async function namesOfUsers(
  userIds: readonly number[],
  client: QueryClientContract
): Promise<ReadonlyMap<number, string>> {
  const rows = await client
    .from('users')
    .join('people', 'people.id', 'users.person_id')
    .whereIn('users.id', [...userIds])
    .select('users.id', 'people.display_name as name')
  return new Map(rows.map(({ id, name }) => [Number(id), String(name)]))
}

/**
 * A column `actor_name` for queries over `audit_events`: how who acted is called now, else the label
 * of the row itself. One statement, where a page's number of queries counts.
 */
export function actorNameColumn() {
  const current =
    'select people.display_name from users join people on people.id = users.person_id ' +
    'where users.id = audit_events.actor_user_id'
  return db.raw(`coalesce((${current}), audit_events.actor_label) as actor_name`)
}
