import CiHealthFinding from '#cmdb/models/ci_health_finding'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import type { HealthFilter } from '#cmdb/queries/health_filter'
import { branchOf } from '#cmdb/workflow/class_tree'
import { LIVE_STATES } from '#cmdb/workflow/finding_steps'
import { clock } from '#core/clock'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const COLUMNS = {
  item: 'configuration_items.name',
  found: 'ci_health_findings.first_found_at',
  due: "coalesce(ci_health_findings.due_on, '9')",
}
const SEARCHED = ['configuration_items.name', 'configuration_items.number']

/** The findings a filter leaves among those the person may see, in its order. */
export async function filteredFindings(principal: Principal, filter: HealthFilter) {
  const isQueue = filter.view !== 'failing'
  const given = filter.sort ?? (isQueue ? 'due' : 'item')
  const { sort, column, direction } = listOrder(given, COLUMNS, isQueue ? 'due' : 'item')
  const query = CiHealthFinding.visibleTo(principal)
    .orderByRaw(`${column} ${direction}`)
    .orderBy('ci_health_findings.id')
  await narrow(query, principal, filter)
  void whereWords(query, filter.q, SEARCHED)
  return { query, sort }
}

export async function listHealthFindings(principal: Principal, filter: HealthFilter) {
  const { query, sort } = await filteredFindings(principal, filter)
  return { list: await listPage(withNames(query), filter), sort }
}

type Query = ReturnType<typeof CiHealthFinding.visibleTo>

export function withNames(query: Query): Query {
  return query
    .preload('item', (item) => void item.preload('organisation').preload('ciClass'))
    .preload('team')
    .preload('person')
}

async function narrow(query: Query, principal: Principal, filter: HealthFilter) {
  const { view, kpi, reason, rule, state, due } = filter
  if (view === 'failing') void query.where('ci_health_findings.is_present', true)
  else void query.whereNot('ci_health_findings.state', 'found')
  if (view === 'mine') void query.where('assigned_person_id', principal.personId)
  if (view === 'team') {
    const teams = db.from('team_members').where('person_id', principal.personId).select('team_id')
    void query.whereIn('assigned_team_id', teams)
  }
  if (kpi) void query.where('kpi', kpi)
  if (reason) void query.where('reason', reason)
  if (rule) void query.where('rule_id', rule)
  // A queue shows what waits, unless asked for something else.
  if (state) void query.where('ci_health_findings.state', state)
  else if (view === 'mine' || view === 'team') {
    void query.whereIn('ci_health_findings.state', [...LIVE_STATES])
  }
  if (due) {
    void query
      .whereIn('ci_health_findings.state', [...LIVE_STATES])
      .where('due_on', '<', clock.today(principal.timeZone))
  }
  if (filter.class) {
    const classes = await ciClassTable()
    const asked = classes.find(({ code }) => code === filter.class)
    void query.whereIn('configuration_items.ci_class_id', asked ? branchOf(classes, asked.id) : [])
  }
  if (filter.organisation) {
    void query.whereIn(
      'configuration_items.organisation_id',
      db.from('organisations').where('code', filter.organisation).select('id')
    )
  }
}
