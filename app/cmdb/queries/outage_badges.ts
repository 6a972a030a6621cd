import ServiceOutage from '#catalog/models/service_outage'
import type { FoundBadge } from '#cmdb/queries/impact_badges'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

const LISTED = 5

type StandIn = { id: number; service_id: number; path: string; kind: string }

/**
 * Outages that go on or are to come, by the items that stand for their services: what works badly
 * already, and what is planned to (ui: badges). What is out for some clients marks the items of these
 * and the provider's own.
 */
export async function outageBadges(ciIds: readonly number[], principal: Principal) {
  const badges = new Map<number, FoundBadge>()
  const items = principal.can('outages.view') ? await standInsAmong(ciIds) : []
  if (items.length === 0) return badges
  const now = clock.now()
  const serviceIds = [...new Set(items.map((item) => item.service_id))]
  const ofService = Map.groupBy(await outagesOf(serviceIds, now, principal), (outage) =>
    Number(outage.serviceId)
  )
  for (const item of items) {
    const outages = (ofService.get(item.service_id) ?? []).filter((each) => concerns(each, item))
    if (outages.length > 0) badges.set(item.id, toBadge(outages, now))
  }
  return badges
}

async function standInsAmong(ciIds: readonly number[]): Promise<StandIn[]> {
  return db
    .from('configuration_items')
    .join('organisations', 'organisations.id', 'configuration_items.organisation_id')
    .whereIn('configuration_items.id', [...ciIds])
    .whereNotNull('configuration_items.service_id')
    .select('configuration_items.id', 'service_id', 'organisations.path', 'organisations.kind')
}

function outagesOf(serviceIds: readonly number[], now: DateTime, principal: Principal) {
  return ServiceOutage.visibleTo(principal)
    .whereIn('service_outages.service_id', [...serviceIds])
    .where((open) => {
      void open.whereNull('service_outages.ends_at').orWhere('ends_at', '>', toSqlUtc(now))
    })
    .orderBy('service_outages.starts_at')
    .preload('service')
    .preload('organisations')
}

function concerns({ isForAll, organisations }: ServiceOutage, { path, kind }: StandIn): boolean {
  return (
    Boolean(isForAll) ||
    kind === 'provider' ||
    organisations.some((organisation) => path.startsWith(organisation.path))
  )
}

function toBadge(outages: ServiceOutage[], now: DateTime): FoundBadge {
  const ongoing = outages.filter((outage) => outage.stageAt(now) === 'ongoing')
  const isDown = ongoing.some(({ effect }) => effect === 'down')
  return {
    ...{ count: outages.length, text: null },
    tone: isDown ? 'error' : ongoing.length > 0 ? 'warning' : 'info',
    rows: outages.slice(0, LISTED).map(({ service, reason, startsAt }) => ({
      label: [service.code, reason].filter(Boolean).join(' '),
      href: `/outages?service=${encodeURIComponent(service.code)}`,
      at: startsAt.toISO(),
    })),
  }
}
