import { toSqlUtc } from '#core/columns'
import AuditEvent from '#core/models/audit_event'
import { whereWords } from '#core/queries/where_words'
import Person from '#directory/models/person'
import User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { wherePersonMatches } from '#directory/queries/where_person_matches'
import type { AuditFilter } from '#web/queries/audit_filter'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { DateTime } from 'luxon'

export type AuditQuery = ModelQueryBuilderContract<typeof AuditEvent>

/** How many people a text may fit to be looked up by their ids. */
const FEW_PEOPLE = 500

/**
 * Makes queries over the rows of the audit that the principal may read (T1) and the filter lets
 * through, in no order yet.
 */
export async function auditWithin(
  principal: Principal,
  filter: AuditFilter
): Promise<() => AuditQuery> {
  const concerned = filter.q ? await peopleConcerned(filter.q) : null
  return () => {
    const query = scopedByOrganisation(AuditEvent.query(), principal, 'audit.view', {
      organisation: 'audit_events.organisation_id',
    })
    if (filter.subject) void query.where('subjectType', filter.subject)
    if (filter.record) void query.where('subjectId', filter.record)
    if (filter.action) void query.where('action', filter.action)
    if (filter.channel) void query.where('channel', filter.channel)
    if (filter.from) void query.where('occurredAt', '>=', startOf(filter.from, 0, principal))
    if (filter.to) void query.where('occurredAt', '<', startOf(filter.to, 1, principal))
    if (concerned) whereConcerned(query, filter.q!, concerned)
    return query
  }
}

function startOf(day: string, daysLater: number, { timeZone }: Principal): string {
  return toSqlUtc(
    DateTime.fromISO(day, { zone: timeZone }).plus({ days: daysLater }).startOf('day')
  )
}

/** Ids, or a subquery for them. */
type Chosen = number[] | (() => ModelQueryBuilderContract<LucidModel>)

/**
 * The people a text fits and their accounts: few as ids, for which both databases use an index; many
 * as subqueries, whose rows are met soon anyway.
 */
async function peopleConcerned(text: string): Promise<{ people: Chosen; users: Chosen }> {
  const people = () => wherePersonMatches(Person.query(), text).select('people.id')
  const found = await people().limit(FEW_PEOPLE + 1)
  if (found.length > FEW_PEOPLE) {
    return { people, users: () => User.query().whereIn('personId', people()).select('users.id') }
  }
  const personIds = found.map(({ id }) => id)
  const accounts = await User.query().whereIn('personId', personIds).select('id')
  return { people: personIds, users: accounts.map(({ id }) => id) }
}

/** Who acted or about whom; whoever acts without an account is known by the label alone. */
function whereConcerned(
  query: AuditQuery,
  text: string,
  { people, users }: { people: Chosen; users: Chosen }
) {
  void query.where((either) => {
    void either.where(
      (row) => void whereWords(row.whereNull('actorUserId'), text, ['audit_events.actor_label'])
    )
    orWhereChosen(either, users, 'actorUserId')
    orWhereChosen(either, people, 'subjectId', 'person')
    orWhereChosen(either, users, 'subjectId', 'user')
  })
}

/** Nobody chosen adds nothing: a branch that is never true would cost SQLite its index. */
function orWhereChosen(either: AuditQuery, chosen: Chosen, column: string, subjectType?: string) {
  if (Array.isArray(chosen) && chosen.length === 0) return
  void either.orWhere((row) => {
    if (subjectType) void row.where('subjectType', subjectType)
    if (Array.isArray(chosen)) void row.whereIn(column, chosen)
    else void row.whereIn(column, chosen())
  })
}
