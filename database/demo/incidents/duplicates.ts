import { named, type World } from '#database/demo/world'
import { addComment } from '#tickets/actions/add_comment'
import { mergeIncidents } from '#tickets/actions/merge_incidents'
import { registerIncident } from '#tickets/actions/register_incident'
import Ticket from '#tickets/models/ticket'

const MINUTE = 60_000
/** Later than anything else on the desk, so that the numbers follow the order of the reports. */
const TOLD_BEFORE = 3 * MINUTE

type Duplicate = {
  client: string
  requester: string
  by: string
  said: string
  description: string
}

/** What colleagues reported a second time; an agent saw it and made one incident of both. */
const DUPLICATES: Duplicate[] = [
  {
    ...{ client: 'ROMASHKA', requester: 'guseva', by: 'gromova' },
    description: 'У нас в закупках то же самое, работать не можем. Коллеги, кажется, уже писали.',
    said: 'Спасибо, об этом уже сообщили: объединяю с тем обращением, решение придёт и вам.',
  },
  {
    ...{ client: 'LINDENHOF', requester: 'wagner', by: 'gromova' },
    description: 'Same here since this morning, a colleague may have told you already.',
    said: 'Thank you, we know of it: I put your report together with the other one.',
  },
]

export const DUPLICATE_COUNT = DUPLICATES.length

/** Reports an open incident of each client once more and merges the second report into the first. */
export async function mergeDuplicates(world: World) {
  for (const duplicate of DUPLICATES) {
    const target = await firstOpen(named(world.organisations, duplicate.client))
    if (target) await reportAndMerge(world, duplicate, target)
  }
}

function firstOpen(organisationId: number): Promise<Ticket | null> {
  return Ticket.query()
    .where({ organisationId, state: 'in_progress' })
    .orderBy('priority')
    .orderBy('id')
    .first()
}

async function reportAndMerge(world: World, duplicate: Duplicate, target: Ticket) {
  const { actor } = world.person(duplicate.by)
  const requester = requesterOf(world, duplicate, target)
  world.moveTo(world.day.now - TOLD_BEFORE)
  const { id: ticketId } = await registerIncident.handle({
    ...{ actor: requester.actor, requesterId: requester.id, serviceId: target.serviceId },
    ciIds: [],
    ...{ impact: 3, urgency: 2, channel: 'portal' },
    ...{ title: target.title, description: duplicate.description },
  })
  world.moveTo(world.day.now - MINUTE)
  await addComment.handle({ actor, ticketId, visibility: 'public', body: duplicate.said })
  world.moveTo(world.day.now)
  const sources = [{ ticketId }]
  await mergeIncidents.handle({ actor, targetId: target.id, sources, reason: null })
}

/** The one named, or else somebody of the client who did not report it first. */
function requesterOf(world: World, { client, requester }: Duplicate, target: Ticket) {
  const colleagues = [...world.people.values()].filter(
    ({ organisation, id }) => organisation === client && id !== target.requesterId
  )
  return colleagues.find(({ key }) => key === requester) ?? colleagues[0]!
}
