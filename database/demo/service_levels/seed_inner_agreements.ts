import { SYSTEM_ACTOR } from '#core/actor'
import { monthFrom } from '#database/demo/demo_time'
import {
  INNER_AGREEMENTS,
  type InnerAgreementSeed,
} from '#database/demo/service_levels/inner_agreements'
import { named, type World } from '#database/demo/world'
import { saveAgreement } from '#sla/actions/save_agreement'
import { setAgreementHolders } from '#sla/actions/set_agreement_holders'

/** What teams promise each other and suppliers promise us (SLM-01). */
export async function seedInnerAgreements(world: World) {
  for (const seed of INNER_AGREEMENTS) await create(world, seed)
}

async function create(world: World, seed: InnerAgreementSeed) {
  const { code, kind, nameRu, nameEn, calendar, pauseStates } = seed
  const agreement = await saveAgreement.handle({
    ...{ actor: SYSTEM_ACTOR, agreementId: null },
    values: {
      ...{ code, kind, nameRu, nameEn, calendarId: named(world.calendars, calendar), pauseStates },
      ...{ validFrom: monthFrom(world.day.today, -24), validTo: null },
      ...{ switchPolicy: 'keep_elapsed', reopenPolicy: 'pause', deliveryStart: 'approval' },
      rows: rowsOf(world, seed),
    },
  })
  world.agreements.set(code, agreement.id)
  await setAgreementHolders.handle({
    ...{ actor: SYSTEM_ACTOR, agreementId: agreement.id, seenVersion: agreement.version },
    teamIds: kind === 'ola' ? seed.teams.map((team) => named(world.teams, team)) : [],
    supplierId: kind === 'uc' ? named(world.organisations, seed.supplier) : null,
  })
}

function rowsOf(world: World, seed: InnerAgreementSeed) {
  const services =
    seed.kind === 'uc' ? seed.services.map((code) => named(world.services, code)) : []
  const serviceIds = services.length > 0 ? services : [null]
  return serviceIds.flatMap((serviceId) =>
    seed.resolution.map((targetMinutes, at) => {
      const isAroundTheClock = seed.isCriticalAroundTheClock && at === 0
      const calendarId = isAroundTheClock ? named(world.calendars, '24x7') : null
      return {
        ...{ ticketKind: 'incident', serviceId, organisationId: null, ciCriticality: null },
        ...{ isVipOnly: false, priority: at + 1 },
        cells: {
          ...{ response: null, assignment: null, next_update: null },
          ...{
            resolution: { id: null, targetMinutes, calendarId },
            approval: null,
            delivery: null,
          },
        },
      } as const
    })
  )
}
