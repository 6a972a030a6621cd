import { arrivals, type Arrival } from '#database/demo/incidents/arrivals'
import { finishedStory } from '#database/demo/incidents/finished_story'
import { open } from '#database/demo/incidents/opening'
import type { Plan } from '#database/demo/incidents/plan'
import { Random } from '#database/demo/random'

const TRIES = 12

/** Incidents that are over: every one resolved or cancelled before `until`. */
export function finishedPlans(count: number, until: number): Plan[] {
  return arrivals(count, until).map((arrival) => planOf(arrival, until))
}

/** A late arrival is worked off faster; one that cannot be is told as having come earlier. */
function planOf({ key, client, openedAt }: Arrival, until: number): Plan {
  let from = openedAt
  let scale = 1
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const random = new Random(key)
    const opening = open(random, client, from)
    const { end, steps } = finishedStory(random, opening, scale)
    if (end < until) return { ...opening.plan, steps }
    scale /= 2
    if (attempt % 4 === 3) from = client.local.subtract(from, client.dayMinutes) ?? from
  }
  throw new RangeError(`No story ends in time: ${key}`)
}
