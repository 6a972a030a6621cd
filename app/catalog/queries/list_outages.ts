import type { OutageEffect, OutageKind, OutageStage } from '#catalog/models/outage_types'
import ServiceOutage from '#catalog/models/service_outage'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import { DateTime } from 'luxon'

export type OutageFilter = ListQuery & {
  stage: OutageStage | null
  kind: OutageKind | null
  effect: OutageEffect | null
  /** Code of a service. */
  service: string | null
  /** Days of the reader, `YYYY-MM-DD`, both included: whatever touches them. */
  from: string | null
  to: string | null
}

type Query = ReturnType<typeof ServiceOutage.visibleTo>

/** A page of the outages one may see, the latest first. */
export async function listOutages(principal: Principal, filter: OutageFilter) {
  const columns = { starts: 'service_outages.starts_at', ends: 'service_outages.ends_at' }
  const { sort, column, direction } = listOrder(filter.sort, columns, '-starts')
  const query = whereWords(ServiceOutage.visibleTo(principal), filter.q, ['service_outages.reason'])
  const { kind, effect, service, stage } = filter
  if (kind) void query.where('service_outages.kind', kind)
  if (effect) void query.where('service_outages.effect', effect)
  if (service) void query.whereHas('service', (of) => void of.where('services.code', service))
  if (stage) void atStage(query, stage)
  withinDays(query, filter, principal.timeZone)
  void query.preload('service').preload('organisations')
  void query.orderBy(column, direction).orderBy('service_outages.id', direction)
  return { list: await listPage(query, filter), sort }
}

/** The latest outages of a service, those to come first; `total` is how many there are. */
export async function outagesOfService(principal: Principal, serviceId: number, perPage: number) {
  const query = ServiceOutage.visibleTo(principal)
    .where('service_outages.service_id', serviceId)
    .preload('service')
    .preload('organisations')
    .orderBy('service_outages.starts_at', 'desc')
    .orderBy('service_outages.id', 'desc')
  return listPage(query, { page: 1, perPage })
}

/** An outage one may see, with its service and whom it concerns. */
export function findOutage(principal: Principal, id: unknown): Promise<ServiceOutage> {
  return ServiceOutage.visibleTo(principal)
    .where('service_outages.id', Number(id) || 0)
    .preload('service')
    .preload('organisations')
    .firstOrFail()
}

function atStage(query: Query, stage: OutageStage) {
  const now = toSqlUtc(clock.now())
  const [starts, ends] = ['service_outages.starts_at', 'service_outages.ends_at']
  if (stage === 'coming') return query.where(starts, '>', now)
  if (stage === 'over') return query.where(ends, '<=', now)
  return query
    .where(starts, '<=', now)
    .where((open) => void open.whereNull(ends).orWhere(ends, '>', now))
}

function withinDays(query: Query, { from, to }: OutageFilter, zone: string) {
  const startOf = (day: string, later = 0) =>
    toSqlUtc(DateTime.fromISO(day, { zone }).plus({ days: later }).startOf('day'))
  if (to) void query.where('service_outages.starts_at', '<', startOf(to, 1))
  if (!from) return
  void query.where((open) => {
    void open
      .whereNull('service_outages.ends_at')
      .orWhere('service_outages.ends_at', '>', startOf(from))
  })
}
