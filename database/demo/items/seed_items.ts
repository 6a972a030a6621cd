import { createConfigurationItem } from '#cmdb/actions/create_configuration_item'
import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { ALL_ITEMS } from '#database/demo/items/all_items'
import { ITEM_CHANGES, type ItemChange } from '#database/demo/items/changes'
import { serialOf, type ItemSeed, type Link } from '#database/demo/items/define_item'
import { named, type World } from '#database/demo/world'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Days before the end of the story on which the stock was taken into the CMDB. */
const TAKEN_IN = 120
const NO_SERIAL =
  /service|segment|zone|location|job|volume|link|database|db|base|flow|application|site|server$|certificate|cloud|bucket|saas|cluster|system|virtual/

/** Configuration items and their relations, entered one after another long before the first ticket. */
export async function seedItems(world: World) {
  const start = world.day.startOfDay - TAKEN_IN * DAY
  for (const [at, seed] of ALL_ITEMS.entries()) {
    world.moveTo(start + at * MINUTE)
    await createItem(world, seed)
  }
  world.moveTo(start + DAY)
  for (const seed of ALL_ITEMS) {
    for (const link of seed.links ?? []) await relate(world, seed, link)
  }
  world.moveTo(start + 2 * DAY)
  for (const seed of ALL_ITEMS) await reportState(world, seed)
}

/** What happened to some items while the story went on, oldest first. */
export async function changeItems(world: World) {
  for (const change of ITEM_CHANGES) await applyChange(world, change)
}

async function createItem(world: World, seed: ItemSeed) {
  const { name, classCode, organisation, site, team, owner, service, product } = seed
  const [vendor = null, model = null] = product?.split('|') ?? []
  const item = await createConfigurationItem.handle({
    actor: world.person('shubin').actor,
    values: {
      name,
      classCode,
      organisationId: named(world.organisations, organisation),
      siteId: site ? named(world.sites, `${organisation}/${site}`) : null,
      ...(seed.status ? { status: seed.status } : {}),
      environment: seed.environment ?? 'prod',
      criticality: seed.criticality ?? 3,
      description: seed.description ?? null,
      vendor,
      model,
      serialNumber: NO_SERIAL.test(classCode) ? null : serialOf(name),
      ipAddress: seed.ip ?? null,
      supportTeamId: team ? named(world.teams, team) : null,
      ownerPersonId: owner ? world.person(owner).id : null,
      serviceId: service ? named(world.services, service) : null,
      attributes: withUser(world, seed),
    },
  })
  world.items.set(name, item.id)
}

function withUser(world: World, { classCode, owner, attributes }: ItemSeed) {
  const isComputer = classCode === 'workstation' || classCode === 'laptop'
  return isComputer && owner ? { ...attributes, device_user: world.person(owner).id } : attributes
}

async function relate(world: World, { name, team }: ItemSeed, { type, to, group }: Link) {
  await relateConfigurationItems.handle({
    actor: world.person(team === 'applications' ? 'ryabova' : 'shubin').actor,
    principal: null,
    typeCode: type,
    sourceId: named(world.items, name),
    targetId: named(world.items, to),
    groupKey: group?.key ?? null,
    rule: group?.rule ?? null,
    ruleValue: group?.value ?? null,
  })
}

async function reportState(world: World, { name, state }: ItemSeed) {
  if (!state) return
  const actor = {
    ...world.person('shubin').actor,
    label: 'Zabbix',
    channel: 'import',
    userId: null,
    personId: null,
  } as const
  await updateConfigurationItem.handle({
    actor,
    itemId: named(world.items, name),
    values: { operationalState: state },
  })
}

async function applyChange(world: World, { daysAgo, by, item, values }: ItemChange) {
  world.moveTo(world.day.startOfDay - daysAgo * DAY + 11 * 60 * MINUTE)
  await updateConfigurationItem.handle({
    actor: world.person(by).actor,
    itemId: named(world.items, item),
    values,
  })
}
