import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { dayFrom, DEMO_ZONE } from '#database/demo/demo_time'
import { IDEAS, SAID } from '#database/demo/quality_words'
import { seedReviews } from '#database/demo/seed_reviews'
import { named, type World } from '#database/demo/world'
import { changeFeedback } from '#quality/actions/change_feedback'
import { changeImprovement } from '#quality/actions/change_improvement'
import { proposeImprovement } from '#quality/actions/propose_improvement'
import { registerFeedback } from '#quality/actions/register_feedback'
import Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
const COMPLAINT_WAY = ['received', 'investigated', 'answered', 'closed']
const IMPROVEMENT_WAY = ['proposed', 'approved', 'in_progress', 'done']
const IMPROVEMENT_AGE = 28
const BETWEEN_STEPS = 2 * DAY

/** Complaints and compliments, a register of improvements, service reviews held and planned. */
export async function seedQuality(world: World) {
  const { startOfDay, now } = world.day
  for (const said of [...SAID].sort((a, b) => b[0] - a[0])) {
    world.moveTo(startOfDay - said[0] * DAY + 11 * HOUR)
    await seedSaid(world, said)
  }
  world.moveTo(startOfDay - IMPROVEMENT_AGE * DAY + 15 * HOUR)
  for (const each of IDEAS.filter(isFree)) await seedIdea(world, each)
  world.moveTo(startOfDay - 10 * DAY + 12 * HOUR)
  await seedReviews(world)
  for (const each of IDEAS) if (!isFree(each)) await seedIdea(world, each)
  world.moveTo(now)
}

/** Of no record of its own: the others follow once the reviews are there. */
function isFree({ source }: (typeof IDEAS)[number]) {
  return source !== 'review' && source !== 'complaint'
}

async function seedSaid(
  world: World,
  [, kind, who, text, severity, reached, about]: (typeof SAID)[number]
) {
  const person = world.person(who)
  const { actor } = world.person('gromova')
  const { id } = await registerFeedback.handle({
    ...{ actor, timeZone: DEMO_ZONE },
    values: {
      ...{ kind, text, severity, personId: person.id, organisationId: person.organisationId },
      ...{ saidBy: null, channel: 'phone', receivedOn: clock.today(DEMO_ZONE) },
      ticketId: about ? await latestTicketOf(person.organisationId) : null,
      ...{ serviceId: null, teamId: named(world.teams, 'first-line'), aboutPersonId: null },
    },
  })
  const isRussian = person.locale === 'ru'
  const steps = ['investigate', 'answer', 'close'] as const
  const words = [
    { finding: isRussian ? 'Так и было.' : 'It was so.', isJustified: true },
    { answerText: isRussian ? 'Приносим извинения, порядок изменён.' : 'We are sorry.' },
    {},
  ]
  for (let step = 0; step < COMPLAINT_WAY.indexOf(reached ?? 'received'); step += 1) {
    later(world, DAY)
    await changeFeedback.step({ actor, id, version: step + 1 }, steps[step]!, words[step])
  }
}

async function seedIdea(world: World, each: (typeof IDEAS)[number]) {
  const { actor } = world.person('kalinina')
  const [value, effort] = each.size ?? [null, null]
  const { id } = await proposeImprovement.handle({
    ...{ actor, source: each.source, sourceNumber: await sourceNumberOf(world, each) },
    values: {
      ...{ title: each.title, description: each.description, expectedBenefit: null },
      ...{ value, effort, ownerId: world.person('gromova').id },
      organisationId: named(world.organisations, each.client),
      serviceId: named(world.services, each.service),
      dueOn: each.dueIn === null ? null : dayFrom(world.day.today, each.dueIn),
    },
  })
  const command = (version: number) => ({ actor, id, version })
  if (each.reached === 'rejected') {
    const rejectionReason = each.outcome ?? null
    return changeImprovement.step(command(1), 'reject', { rejectionReason })
  }
  const proposedAt = clock.now().toMillis()
  const steps = ['approve', 'start', 'complete'] as const
  for (let step = 0; step < IMPROVEMENT_WAY.indexOf(each.reached); step += 1) {
    const name = steps[step]!
    later(world, BETWEEN_STEPS)
    const outcome = { result: each.outcome, doneOn: clock.today(DEMO_ZONE) }
    await changeImprovement.step(command(step + 1), name, name === 'complete' ? outcome : {})
  }
  world.moveTo(proposedAt)
}

/** Time goes by between two steps, never beyond the end of the story. */
function later(world: World, span: number) {
  world.moveTo(Math.min(clock.now().toMillis() + span, world.day.now))
}

/** The number of the client's record that an improvement came out of. */
async function sourceNumberOf(world: World, { source, client }: (typeof IDEAS)[number]) {
  if (source !== 'review' && source !== 'complaint') return null
  const table = source === 'review' ? 'service_reviews' : 'feedback_records'
  const state = source === 'review' ? ['held', 'closed'] : ['answered']
  const record = await db
    .from(table)
    .where('organisation_id', named(world.organisations, client))
    .whereIn('state', state)
    .orderBy('id')
    .firstOrFail()
  return String(record.number)
}

/** The client's last ticket that had been registered by now. */
async function latestTicketOf(organisationId: number): Promise<number> {
  const ticket = await Ticket.query()
    .where({ organisationId })
    .where('createdAt', '<=', toSqlUtc(clock.now()))
    .orderBy('id', 'desc')
    .firstOrFail()
  return ticket.id
}
