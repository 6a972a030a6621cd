import type Service from '#catalog/models/service'
import ServiceOutage from '#catalog/models/service_outage'
import { loadServiceHours, type ServiceHours } from '#catalog/queries/service_hours'
import {
  availabilityOf,
  NOTHING_MEASURED,
  type Availability,
  type OutageFacts,
} from '#catalog/workflow/availability'
import { clock } from '#core/clock'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

type Span = { startsAt: DateTime; endsAt: DateTime }

/** What is measured: a service in the hours of a calendar, for one client or for everybody. */
export type Measured = {
  serviceId: number
  /** Null is around the clock. */
  calendarId: number | null
  /** `path` of the client's organisation; without one every outage counts. */
  clientPath?: string | null
}

type Known = OutageFacts & { isForAll: boolean; paths: string[] }

/** Answers how available services were, from what was read once. */
export class AvailabilityMeter {
  constructor(
    private readonly outages: ReadonlyMap<number, Known[]>,
    private readonly since: ReadonlyMap<number, number>,
    private readonly hours: ServiceHours,
    private readonly now: number
  ) {}

  /** Of the period as far as it is over, and from the day on which the service was known. */
  measure({ serviceId, calendarId, clientPath = null }: Measured, span: Span): Availability {
    const since = this.since.get(serviceId)
    if (since === undefined) return NOTHING_MEASURED
    const from = Math.max(span.startsAt.toMillis(), since)
    const outages = (this.outages.get(serviceId) ?? []).filter(
      (outage) => clientPath === null || concerns(outage, clientPath)
    )
    const time = this.hours(calendarId, span.startsAt.toMillis())
    return availabilityOf(time, { from, to: span.endsAt.toMillis() }, outages, this.now)
  }
}

/** Named itself, somebody above it, or a part of it. */
function concerns({ isForAll, paths }: Known, clientPath: string): boolean {
  return (
    isForAll || paths.some((path) => clientPath.startsWith(path) || path.startsWith(clientPath))
  )
}

/**
 * A meter for some services and calendars over a span, of the outages the principal may see: what
 * concerned others alone was none for them.
 */
export async function availabilityMeter(
  principal: Principal,
  services: readonly Pick<Service, 'id' | 'createdAt'>[],
  calendarIds: Iterable<number | null>,
  { startsAt, endsAt }: Span
): Promise<AvailabilityMeter> {
  const ids = services.map(({ id }) => id)
  const outages = await ServiceOutage.visibleTo(principal)
    .whereIn('service_outages.service_id', ids)
    .where('service_outages.starts_at', '<', toSqlUtc(endsAt))
    .where((open) => {
      void open
        .whereNull('service_outages.ends_at')
        .orWhere('service_outages.ends_at', '>', toSqlUtc(startsAt))
    })
    .preload('organisations')
  const known = outages.map((outage) => ({
    serviceId: outage.serviceId,
    ...outage.facts,
    isForAll: outage.isForAll,
    paths: outage.organisations.map(({ path }) => path),
  }))
  return new AvailabilityMeter(
    Map.groupBy(known, ({ serviceId }) => serviceId),
    await measuredSince(services),
    await loadServiceHours(calendarIds),
    clock.now().toMillis()
  )
}

/** Nothing is known of a service before it was entered, except what was recorded afterwards. */
async function measuredSince(services: readonly Pick<Service, 'id' | 'createdAt'>[]) {
  const rows = await db
    .from('service_outages')
    .whereIn(
      'service_id',
      services.map(({ id }) => id)
    )
    .groupBy('service_id')
    .select('service_id')
    .min('starts_at as first')
  const firsts = new Map(rows.map((row) => [Number(row.service_id), fromSqlUtc(row.first)!]))
  return new Map(
    services.map(({ id, createdAt }) => {
      const first = firsts.get(id)?.toMillis() ?? Infinity
      return [id, Math.min(createdAt.toMillis(), first)]
    })
  )
}
