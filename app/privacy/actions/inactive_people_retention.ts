import { SYSTEM_ACTOR } from '#core/actor'
import { toSqlUtc } from '#core/columns'
import type { RetentionKind } from '#core/retention_kinds'
import Person from '#directory/models/person'
import { anonymisePerson } from '#privacy/actions/anonymise_person'
import { obstaclesOf } from '#privacy/queries/anonymisation_preview'
import type { DateTime } from 'luxon'

const PEOPLE_PER_CHUNK = 50

/** People who were inactive for so long are anonymised; whoever is still concerned is left for later. */
export const INACTIVE_PEOPLE_RETENTION: RetentionKind = {
  ...{ kind: 'inactive_people', days: 1095, isOn: false, leastDays: 90 },
  count: async (before) => {
    const [row] = await inactiveSince(before).count('* as total')
    return Number(row!.$extras.total)
  },
  purge: anonymiseInactive,
}

async function* anonymiseInactive(before: DateTime) {
  for (let afterId = 0; ;) {
    const people = await inactiveSince(before)
      .where('people.id', '>', afterId)
      .orderBy('people.id')
      .limit(PEOPLE_PER_CHUNK)
    if (people.length === 0) return
    let done = 0
    for (const { id } of people) done += await anonymiseOne(id)
    afterId = people.at(-1)!.id
    yield done
  }
}

async function anonymiseOne(personId: number): Promise<number> {
  if ((await obstaclesOf(personId)).length > 0) return 0
  const work = { actor: SYSTEM_ACTOR, personId, reason: 'retention', ticketIds: [] }
  await anonymisePerson.erase(work)
  return 1
}

function inactiveSince(before: DateTime) {
  return Person.query()
    .where('isActive', false)
    .whereNull('anonymisedAt')
    .where('updatedAt', '<', toSqlUtc(before))
}
