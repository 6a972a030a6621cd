import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { requestSinglePoints } from '#cmdb/actions/request_single_points'
import type { RelationTerms } from '#cmdb/workflow/relation_terms'
import { dayFrom } from '#database/demo/demo_time'
import { named, type World } from '#database/demo/world'
import { loadPrincipal } from '#directory/queries/load_principal'

const MANAGER = 'shubin'

/** Relations that are still to come, that have ended and that a scanner reports. */
export async function seedDatedRelations(world: World) {
  const { today } = world.day
  const day = (days: number) => dayFrom(today, days)
  // The replica becomes a second host of the farm next month; the old path was taken down.
  await relate(world, 'runs_on', 'shop.romashka-td.example', 'rmk-web01', {
    ...{ validFrom: day(21), validTo: null },
  })
  await relate(world, 'depends_on', 'nginx-rmk', 'ad.opora.local', {
    ...{ validFrom: day(-90), validTo: day(-30) },
  })
  await relate(world, 'depends_on', 'mail-msk01', 'msk-dc1-lb01', {
    ...{ groupKey: 'balancers', rule: 'any', dataSource: 'Zabbix', confidence: 80 },
  })
}

/** A report on single points of failure; the job process makes it when the demonstration starts. */
export async function seedSinglePoints(world: World) {
  const { actor } = world.person(MANAGER)
  const principal = await loadPrincipal(actor.userId!)
  if (!principal) return
  await requestSinglePoints.handle({ actor, principal, organisation: null, service: null })
}

async function relate(
  world: World,
  typeCode: string,
  source: string,
  target: string,
  terms: Partial<RelationTerms>
) {
  await relateConfigurationItems.handle({
    ...{ actor: world.person(MANAGER).actor, principal: null, typeCode, ...terms },
    sourceId: named(world.items, source),
    targetId: named(world.items, target),
  })
}
