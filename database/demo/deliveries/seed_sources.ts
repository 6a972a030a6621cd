import { applySourceRun } from '#cmdb/actions/apply_source_run'
import { closeFinding } from '#cmdb/actions/close_finding'
import { createConfigurationItem } from '#cmdb/actions/create_configuration_item'
import { lockItemField } from '#cmdb/actions/lock_item_field'
import { rankSources } from '#cmdb/actions/rank_sources'
import { addSourceRecords, beginSourceRun, endSourceRun } from '#cmdb/actions/receive_source_run'
import { saveCiSource } from '#cmdb/actions/save_ci_source'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import CiClass from '#cmdb/models/ci_class'
import CiFinding from '#cmdb/models/ci_finding'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { SOURCES, type Delivery } from '#database/demo/deliveries/source_records'
import { named, type World } from '#database/demo/world'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const KEEPER = 'shubin'

/** A scanner and a device management that deliver for a month, and what they brought that did not fit. */
export async function seedSources(world: World) {
  const { startOfDay, now } = world.day
  const { actor } = world.person(KEEPER)
  world.moveTo(startOfDay - 22 * DAY + 10 * HOUR)
  const sources = []
  for (const { organisation, values, deliveries } of SOURCES) {
    const organisationId = named(world.organisations, organisation)
    const source = { ...values, organisationId }
    const { id } = await saveCiSource.handle({ actor, sourceId: null, values: source })
    sources.push({ id, deliveries })
  }
  await rank(actor)
  for (const { id, deliveries } of sources) await deliver(world, id, deliveries[0]!)
  await correctByHand(world)
  for (const { id, deliveries } of sources) {
    for (const each of deliveries.slice(1)) await deliver(world, id, each)
  }
  await settleOne(world, actor)
  world.moveTo(now)
}

async function rank(actor: Actor) {
  const ranked = [
    { code: 'hypervisor', field: 'model', sources: ['manual', 'zabbix-msk'], refreshDays: null },
    { code: 'laptop', field: 'all', sources: ['intune-lindenhof', 'import'], refreshDays: 30 },
  ]
  for (const { code, ...ranking } of ranked) {
    const { id } = await CiClass.findByOrFail('code', code)
    await rankSources.save({ actor, classId: id, ...ranking })
  }
}

async function deliver(world: World, sourceId: number, { daysAgo, hour, records }: Delivery) {
  const { startOfDay } = world.day
  const { actor } = world.person(KEEPER)
  world.moveTo(startOfDay - daysAgo * DAY + hour * HOUR)
  const run = await inTransaction(async (trx) => {
    const begun = await beginSourceRun(trx, { actor, sourceId, kind: 'full', channel: 'api' })
    await addSourceRecords(trx, begun.id, records)
    return endSourceRun(trx, begun.id)
  })
  await applySourceRun.handle(run.id)
}

/** What people knew better than the sources, and an item that somebody entered a second time. */
async function correctByHand(world: World) {
  const { actor } = world.person(KEEPER)
  world.moveTo(world.day.startOfDay - 12 * DAY + 14 * HOUR)
  await updateConfigurationItem.handle({
    ...{ actor, itemId: named(world.items, 'msk-dc1-esx06') },
    values: { model: 'PowerEdge R760' },
  })
  const locked = { itemId: named(world.items, 'msk-dc1-esx02'), field: 'ipAddress' }
  await lockItemField.handle({ actor, ...locked, isLocked: true })
  await createConfigurationItem.handle({
    actor,
    values: {
      ...{ name: 'ber-nb02', classCode: 'laptop', vendor: 'Lenovo', environment: 'prod' },
      ...{ organisationId: named(world.organisations, 'LINDENHOF'), criticality: 4 },
      description: 'Handed over at the front desk, serial number to be looked up.',
    },
  })
}

/** The host of the laboratory was taken away, as its keeper knows. */
async function settleOne(world: World, actor: Actor) {
  world.moveTo(world.day.now)
  const finding = await CiFinding.query()
    .where({ kind: 'missing', label: 'msk-dc1-lab01' })
    .firstOrFail()
  await closeFinding.handle({ actor, findingId: finding.id, state: 'resolved' })
}
