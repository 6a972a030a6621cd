import type { FieldChange, Plain } from '#core/errors'
import db from '@adonisjs/lucid/services/db'

/** The name of a record an id pointed to, in both languages where it has two. */
export type ReferenceName = string | { ru: string; en: string }

type Row = Record<string, string>
type Source = { table: string; columns: string[]; nameOf: (row: Row) => ReferenceName }

const named = (table: string, column: string): Source => ({
  table,
  columns: [column],
  nameOf: (row) => row[column]!,
})
const inBothLanguages = (table: string): Source => ({
  table,
  columns: ['name_ru', 'name_en'],
  nameOf: (row) => ({ ru: row.name_ru!, en: row.name_en! }),
})
const category: Source = {
  table: 'ticket_categories',
  columns: ['label_ru', 'label_en'],
  nameOf: (row) => ({ ru: row.label_ru!, en: row.label_en! }),
}

const SOURCES: Record<string, Source> = {
  teamId: named('teams', 'name'),
  supportTeamId: named('teams', 'name'),
  assigneeId: named('people', 'display_name'),
  requesterId: named('people', 'display_name'),
  ownerPersonId: named('people', 'display_name'),
  managerId: named('people', 'display_name'),
  headPersonId: named('people', 'display_name'),
  substituteId: named('people', 'display_name'),
  memberId: named('people', 'display_name'),
  leadId: named('people', 'display_name'),
  mergedIntoId: named('people', 'display_name'),
  mergedPersonId: named('people', 'display_name'),
  ownerId: named('people', 'display_name'),
  personId: named('people', 'display_name'),
  aboutPersonId: named('people', 'display_name'),
  registeredById: named('people', 'display_name'),
  proposedById: named('people', 'display_name'),
  participantIds: named('people', 'display_name'),
  departmentId: named('departments', 'name'),
  organisationId: named('organisations', 'name'),
  siteId: named('sites', 'name'),
  contractId: named('contracts', 'number'),
  categoryId: category,
  closureCategoryId: category,
  duplicateId: named('tickets', 'number'),
  duplicateOfId: named('tickets', 'number'),
  ticketId: named('tickets', 'number'),
  serviceId: inBothLanguages('services'),
  serviceIds: inBothLanguages('services'),
  agreementIds: inBothLanguages('agreements'),
  primaryCiId: {
    table: 'configuration_items',
    columns: ['number', 'name'],
    nameOf: (row) => `${row.number} ${row.name}`,
  },
}

/**
 * History keeps ids, people read names: gives the events back with the names that the ids of their
 * changes stand for today. An id whose record is gone stays as it is.
 */
export async function nameReferences<Event extends { changes: FieldChange[] }>(
  events: Event[]
): Promise<Event[]> {
  const names = await loadNames(events.flatMap((event) => event.changes))
  const nameOf = (field: string, value: Plain): Plain =>
    Array.isArray(value)
      ? value.map((each) => nameOf(field, each))
      : (names.get(`${field}:${String(value)}`) ?? value)
  return events.map((event) => ({
    ...event,
    changes: event.changes.map(({ field, before, after }) => ({
      field,
      before: nameOf(field, before),
      after: nameOf(field, after),
    })),
  }))
}

async function loadNames(changes: FieldChange[]): Promise<Map<string, ReferenceName>> {
  const names = new Map<string, ReferenceName>()
  for (const [field, { table, columns, nameOf }] of Object.entries(SOURCES)) {
    const ids = idsOf(changes, field)
    if (ids.length === 0) continue
    const rows = await db
      .from(table)
      .whereIn('id', ids)
      .select('id', ...columns)
    for (const row of rows) names.set(`${field}:${row.id}`, nameOf(row))
  }
  return names
}

function idsOf(changes: FieldChange[], field: string): number[] {
  const values = changes
    .filter((change) => change.field === field)
    .flatMap(({ before, after }) => [before, after].flat())
  return [...new Set(values.filter((value) => typeof value === 'number'))]
}
