import { acceptUnauthorisedChange } from '#cmdb/actions/accept_unauthorised_change'
import { captureBaseline } from '#cmdb/actions/capture_baseline'
import { requestBaseline } from '#cmdb/actions/request_baseline'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { watchUnauthorisedChanges } from '#cmdb/actions/watch_unauthorised_changes'
import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { loadPrincipal } from '#directory/queries/load_principal'
import { named, type World } from '#database/demo/world'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const CONTROLLED = ['rmk-hq-fw01', 'msk-dc1-esx03', 'msk-dc1-nas01']
const SCANNER: Actor = { ...SYSTEM_ACTOR, label: 'RedCheck', channel: 'import' }

const DESCRIPTION = 'Снята перед осенним окном работ.'
const BASELINES = [
  { daysAgo: 40, name: 'ЦОД до осеннего обновления' },
  { daysAgo: 5, name: 'ЦОД после обновления' },
]
type Seen = {
  daysAgo: number
  item: string
  values: { ipAddress?: string; attributes?: Record<string, string | number> }
}
/** What the scanner saw, oldest first. */
const SEEN: Seen[] = [
  { daysAgo: 4, item: 'msk-dc1-esx03', values: { attributes: { ram_gb: 768 } } },
  { daysAgo: 2, item: 'rmk-hq-fw01', values: { attributes: { firmware: '10.4.2' } } },
  { daysAgo: 1, item: 'msk-dc1-nas01', values: { ipAddress: '10.10.20.19' } },
]

/** Copies of the data centre to compare, and what a scanner found changed without a change. */
export async function seedConfigurationControl(world: World) {
  const { startOfDay, now } = world.day
  const keeper = world.person('shubin')
  world.moveTo(startOfDay - 6 * DAY + 9 * HOUR)
  for (const name of CONTROLLED) {
    await updateConfigurationItem.handle({
      ...{ actor: keeper.actor, itemId: named(world.items, name) },
      values: { isChangeControlled: true },
    })
  }
  await takeBaselines(world)
  world.moveTo(now - DAY * 5)
  await watchUnauthorisedChanges.handle()
  for (const { daysAgo, item, values } of SEEN) {
    world.moveTo(startOfDay - daysAgo * DAY + 3 * HOUR)
    await updateConfigurationItem.handle({
      ...{ actor: SCANNER, itemId: named(world.items, item), values },
    })
    world.moveTo(startOfDay - daysAgo * DAY + 4 * HOUR)
    await watchUnauthorisedChanges.handle()
  }
  await acceptFirst(keeper.actor)
  world.moveTo(now)
}

async function takeBaselines(world: World) {
  const { startOfDay } = world.day
  const { actor } = world.person('shubin')
  const principal = (await loadPrincipal(actor.userId!))!
  const filters = { ciClass: null, status: null, environment: null, serviceId: null }
  for (const { daysAgo, name } of BASELINES) {
    world.moveTo(startOfDay - daysAgo * DAY + 8 * HOUR)
    const baseline = await requestBaseline.handle({
      ...{ actor, principal, name, description: DESCRIPTION, at: null },
      scope: { kind: 'filters', q: 'msk-dc1', organisationId: null, ...filters },
    })
    await captureBaseline.handle(baseline.id)
  }
}

async function acceptFirst(actor: Actor) {
  const finding = await UnauthorisedChange.query().orderBy('id').firstOrFail()
  await acceptUnauthorisedChange.handle({
    ...{ actor, findingId: finding.id, seenVersion: finding.version },
    reason: 'Модуль памяти снят по гарантии, заявка поставщику отправлена.',
  })
}
