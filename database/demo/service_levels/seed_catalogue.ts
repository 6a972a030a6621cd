import { moveService } from '#catalog/actions/move_service'
import { saveFamily } from '#catalog/actions/save_family'
import { saveService } from '#catalog/actions/save_service'
import { setServicePrices } from '#catalog/actions/set_service_prices'
import type Service from '#catalog/models/service'
import { toMinor } from '#core/money'
import { FAMILIES } from '#database/demo/service_levels/families'
import { CURRENCY, SERVICE_DETAILS } from '#database/demo/service_levels/service_details'
import { MORE_SERVICES, SERVICES, type ServiceSeed } from '#database/demo/service_levels/services'
import { named, type World } from '#database/demo/world'

/** Families and services, entered by the service level manager; what others need comes before them. */
export async function seedCatalogue(world: World) {
  const families = new Map<string, number>()
  for (const { parent, ...values } of FAMILIES) {
    const parentId = parent === null ? null : named(families, parent)
    const family = await saveFamily.handle({
      ...{ actor: editor(world), familyId: null, values: { ...values, parentId } },
    })
    families.set(values.code, family.id)
  }
  const seeds = new Map([...SERVICES, ...MORE_SERVICES].map((seed) => [seed.code, seed]))
  const enter = async (code: string) => {
    if (world.services.has(code)) return
    for (const needed of SERVICE_DETAILS[code]!.needs) await enter(needed)
    await createService(world, families, seeds.get(code)!)
  }
  for (const code of seeds.keys()) await enter(code)
}

async function createService(world: World, families: Map<string, number>, seed: ServiceSeed) {
  const { team, owner, status, ...texts } = seed
  const { family, needs, technical, availability, prices } = SERVICE_DETAILS[seed.code]!
  const [target, calendar] = availability ?? [null, null]
  const service = await saveService.handle({
    ...{ actor: editor(world), principal: null, serviceId: null },
    values: {
      ...texts,
      descriptionEn: texts.descriptionEn || null,
      ...{ technicalRu: technical[0], technicalEn: technical[1] },
      familyId: named(families, family),
      ownerPersonId: world.person(owner).id,
      supportTeamId: named(world.teams, team),
      availabilityTarget: target,
      availabilityCalendarId: calendar === null ? null : named(world.calendars, calendar),
      needsIds: needs.map((code) => named(world.services, code)),
    },
  })
  world.services.set(seed.code, service.id)
  const version = prices ? await price(world, service, prices) : service.version
  if (status !== 'pipeline') await move(world, service, version, status)
}

async function price(world: World, { id, version }: Service, [cost, sold]: [number, number]) {
  const prices = { costMinor: toMinor(cost), priceMinor: toMinor(sold), currency: CURRENCY }
  const { actor } = world.person('ershov')
  const priced = await setServicePrices.handle({
    ...{ actor, serviceId: id, seenVersion: version, prices },
  })
  return priced.version
}

async function move(
  world: World,
  { id }: Service,
  seenVersion: number,
  status: 'live' | 'retired'
) {
  const step = status === 'live' ? 'launch' : 'retire'
  await moveService.handle({ actor: editor(world), serviceId: id, seenVersion, step })
}

/** Who keeps the catalogue at the provider. */
function editor(world: World) {
  return world.person('kalinina').actor
}
