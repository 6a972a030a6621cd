import type { FieldChange } from '#core/errors'
import type AuditEvent from '#core/models/audit_event'
import { actorNames } from '#core/queries/actor_names'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import type { Principal } from '#directory/queries/principal'
import { nameReferences } from '#tickets/queries/name_references'
import { linkSubjects, subjectKey, type SubjectLink } from '#web/queries/link_subjects'
import { nameRelations } from '#web/queries/name_relations'

/** A row of the audit as people read it: values instead of references, and where its record is. */
export type ReadableEvent = {
  event: AuditEvent
  /** How who acted is called now. */
  actor: string
  changes: FieldChange[]
  /** Null when the record is gone or the reader may not see it. */
  subject: SubjectLink | null
}

export async function readableEvents(
  events: AuditEvent[],
  principal: Principal
): Promise<ReadableEvent[]> {
  const raw = events.map((event) => ({ event, changes: event.changes }))
  const named = await nameRelations(
    await nameReferences(await resolvePersonalValues(raw)),
    principal
  )
  const links = await linkSubjects(events, principal)
  const actors = await actorNames(events.map(({ actorUserId }) => actorUserId))
  return named.map(({ event, changes }) => ({
    event,
    actor: actors.get(event.actorUserId ?? 0) ?? event.actorLabel,
    changes,
    subject: links.get(subjectKey(event)) ?? null,
  }))
}
