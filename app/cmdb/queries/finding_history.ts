import { FINDING_SUBJECT } from '#cmdb/actions/settle_findings'
import AuditEvent from '#core/models/audit_event'
import type { FieldChange, Plain } from '#core/errors'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import { actorNameColumn } from '#directory/queries/name_actors'

const SHOWN_EVENTS = 50

/** The latest history of a finding, newest first, with people and teams by name. */
export async function findingHistory(findingId: number) {
  const events = await AuditEvent.query()
    .where({ subjectType: FINDING_SUBJECT, subjectId: findingId })
    .orderBy('id', 'desc')
    .limit(SHOWN_EVENTS)
    .select('audit_events.*')
    .select(actorNameColumn())
  const idsOf = (field: string) =>
    events
      .flatMap(({ changes }) => changes.filter((each) => each.field === field))
      .flatMap(({ before, after }) => [before, after].filter((each) => typeof each === 'number'))
  const teams = await Team.query().whereIn('id', idsOf('assignedTeamId'))
  const people = await Person.query().whereIn('id', idsOf('assignedPersonId'))
  const names: Record<string, Map<number, string>> = {
    assignedTeamId: new Map(teams.map(({ id, name }) => [id, name])),
    assignedPersonId: new Map(people.map(({ id, displayName }) => [id, displayName])),
  }
  const named = (field: string, value: Plain) =>
    typeof value === 'number' ? (names[field]?.get(value) ?? value) : value
  return events.map((event) => ({
    id: event.id,
    at: event.occurredAt.toISO()!,
    actor: String(event.$extras.actor_name),
    action: event.action,
    changes: event.changes.map(({ field, before, after }: FieldChange) => ({
      ...{ field, before: named(field, before), after: named(field, after) },
    })),
  }))
}
