import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import LdapRun from '#directory/models/ldap_run'
import LdapSource from '#directory/models/ldap_source'
import type { Principal } from '#directory/queries/principal'

const COLUMNS = { name: 'ldap_sources.name', url: 'ldap_sources.url' } as const
const RUNS_SHOWN = 20

export async function listLdapSources(principal: Principal, filter: ListQuery) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'name')
  const query = LdapSource.visibleTo(principal)
  void whereWords(query, filter.q, ['ldap_sources.name', 'ldap_sources.url'])
    .preload('organisation')
    .withCount('people', (people) => void people.where({ isPresent: true }))
    .orderBy(column, direction)
    .orderBy('ldap_sources.id')
  const list = await listPage(query, filter)
  return { list, sort, lastRuns: await lastRunsOf(list.rows) }
}

/** A source with its map of groups and how many people it has. */
export function findLdapSource(principal: Principal, id: number): Promise<LdapSource> {
  return LdapSource.visibleTo(principal)
    .where('id', id)
    .preload('organisation')
    .preload('mappings', (mappings) => {
      void mappings.preload('role').preload('organisation').orderBy('id')
    })
    .withCount('people', (people) => void people.where({ isPresent: true }))
    .firstOrFail()
}

export function runsOf(source: LdapSource): Promise<LdapRun[]> {
  return LdapRun.query()
    .where('ldapSourceId', source.id)
    .preload('task')
    .orderBy('id', 'desc')
    .limit(RUNS_SHOWN)
}

export function findLdapRun(source: LdapSource, id: number): Promise<LdapRun> {
  return LdapRun.query().where({ id, ldapSourceId: source.id }).preload('task').firstOrFail()
}

async function lastRunsOf(sources: LdapSource[]): Promise<Map<number, LdapRun>> {
  const ids = sources.map(({ id }) => id)
  const newest = LdapRun.query()
    .where('kind', 'sync')
    .whereIn('ldapSourceId', ids)
    .groupBy('ldapSourceId')
    .max('id')
  const runs = await LdapRun.query().whereIn('id', newest)
  return new Map(runs.map((run) => [run.ldapSourceId, run]))
}
