import { saveOutage } from '#catalog/actions/save_outage'
import { OUTAGES, type OutageSeed } from '#database/demo/service_levels/outages'
import { named, type World } from '#database/demo/world'
import { DateTime } from 'luxon'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Interruptions and maintenance of the last weeks, one that goes on and one announced (SLM-10). */
export async function seedOutages(world: World) {
  for (const seed of OUTAGES) await register(world, seed)
  world.moveTo(world.day.now)
}

async function register(world: World, seed: OutageSeed) {
  const { service, kind, effect, minutes, notice = 0, reason, organisations = [] } = seed
  const starts = startOf(world, seed)
  const ends = minutes === null ? null : starts + minutes * MINUTE
  // What failed is written down when it is over, maintenance when it is announced.
  const told = kind === 'planned' ? starts - notice * MINUTE : (ends ?? starts)
  world.moveTo(Math.min(told, world.day.now))
  const moment = (at: number) => DateTime.fromMillis(at, { zone: 'utc' })
  await saveOutage.handle({
    ...{ actor: world.person(seed.by).actor, principal: null, outageId: null },
    serviceId: named(world.services, service),
    values: {
      ...{ kind, effect, reason, ticketNumber: null, startsAt: moment(starts) },
      ...{ endsAt: ends === null ? null : moment(ends), isForAll: organisations.length === 0 },
      organisationIds: organisations.map((code) => named(world.organisations, code)),
    },
  })
}

function startOf({ day }: World, { began }: OutageSeed): number {
  if (typeof began === 'number') return day.now - began * MINUTE
  const [daysAgo, hour, minute] = began
  return day.startOfDay - daysAgo * DAY + (hour * 60 + minute) * MINUTE
}
