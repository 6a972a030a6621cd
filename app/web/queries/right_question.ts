import { PERMISSION_TABLE, RECORD_KINDS } from '#config/permission_table'
import { PERMISSIONS, type Permission } from '#config/permissions'
import { filterOf, textOf } from '#core/queries/list_query'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { findRightRecord, type RightRecord } from '#web/queries/find_right_record'

/** What the address asks; whom it names must be visible to the viewer, else E_ROW_NOT_FOUND (T2). */
export type RightQuestion = {
  person: Person | null
  permission: Permission | null
  record: RightRecord | null
}

export async function rightQuestion(
  viewer: Principal,
  query: Record<string, unknown>
): Promise<RightQuestion> {
  const personId = textOf(query.person)
  const permission = filterOf(query.permission, PERMISSIONS)
  const kind = filterOf(query.kind, RECORD_KINDS)
  const text = textOf(query.record)
  const person = personId === null ? null : await findPerson(viewer, personId)
  const isAsked = kind && text && permission && PERMISSION_TABLE[permission].records.includes(kind)
  return {
    ...{ person, permission },
    record: isAsked ? await findRightRecord(viewer, kind, text.slice(0, 200)) : null,
  }
}

function findPerson(viewer: Principal, text: string): Promise<Person> {
  return Person.visibleTo(viewer)
    .where('people.id', /^\d{1,9}$/.test(text) ? Number(text) : 0)
    .preload('organisation')
    .firstOrFail()
}
