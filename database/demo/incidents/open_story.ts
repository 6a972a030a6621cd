import type { TeamCode } from '#database/demo/directory/teams'
import { CLIENTS } from '#database/demo/incidents/clients'
import { fill } from '#database/demo/incidents/define_family'
import {
  agentOf,
  firstLineAgent,
  open,
  serviceOf,
  type Opening,
} from '#database/demo/incidents/opening'
import { PHRASES, VENDORS } from '#database/demo/incidents/phrases'
import type { Plan, Step } from '#database/demo/incidents/plan'
import { Random } from '#database/demo/random'
import { spendingOn } from '#database/demo/incidents/spending'
import type { Level } from '#database/demo/incidents/define_family'
import type { TicketChannel } from '#tickets/workflow/codes'

/** How an incident stands at the end of the story. */
export type Standing = {
  client: string
  /** Working minutes it is old, or the share of its promised time that has gone by. */
  age: { minutes: number } | { share: number } | { minutesLeft: number }
  state: 'new' | 'queued' | 'assigned' | 'working' | 'asked' | 'vendor' | 'reopened'
  channel?: TicketChannel
  level?: [impact: Level, urgency: Level]
  service?: string
  /** A pause after the deadline has made the application notice the breach. */
  isBreachSeen?: boolean
}

const MINUTE = 60_000

/** The plan of an incident that nobody has finished by `now`. */
export function openPlan(key: string, standing: Standing, now: number): Plan {
  const random = new Random(key)
  const client = CLIENTS.find(({ code }) => code === standing.client)!
  const { channel, level, service } = standing
  const wishes = { channel, impact: level?.[0], urgency: level?.[1], service }
  const draft = open(new Random(key), client, now, wishes)
  const { time, resolution } = client.promise(draft.priority)
  const openedAt = time.subtract(now, ageOf(standing.age, resolution))!
  const opening = open(random, client, openedAt, wishes)
  return { ...opening.plan, steps: stepsOf(random, opening, standing, now) }
}

function ageOf(age: Standing['age'], promised: number): number {
  if ('minutes' in age) return age.minutes
  if ('share' in age) return Math.round(promised * age.share)
  return promised - age.minutesLeft
}

function stepsOf(random: Random, opening: Opening, standing: Standing, now: number): Plan['steps'] {
  const acts = actsOf(random, opening, standing)
  const { openedAt } = opening.plan
  const { time } = opening.client.promise(opening.priority)
  const age = time.between(openedAt, now)
  let last = openedAt
  return acts.map(([share, step]) => {
    const at = time.add(openedAt, Math.max(1, Math.floor(age * share))) ?? openedAt
    last = Math.min(Math.max(at + random.whole(0, 20) * 1000, last + 10_000), now - MINUTE)
    return { at: last, step }
  })
}

/** What has been done, each at a share of the incident's age. */
function actsOf(
  random: Random,
  opening: Opening,
  standing: Standing
): [share: number, step: Step][] {
  const { client, family, trouble, plan, facts } = opening
  const phrases = PHRASES[client.locale]
  const team = plan.team ?? serviceOf(family).team
  const agent = team === 'first-line' ? firstLineAgent(random, client) : agentOf(random, team)
  const taken: [number, Step][] = [
    ...(plan.isClassified ? [] : [[0.04, { kind: 'classify', by: agent }] as [number, Step]]),
    [0.06, { kind: 'take', by: agent }],
    [0.08, { kind: 'say', by: agent, body: random.pick(phrases.taken) }],
  ]
  const question = fill(trouble.ask, facts)
  const answer = fill(trouble.answer, facts)
  switch (standing.state) {
    case 'new':
    case 'queued':
      return []
    case 'assigned':
      return [[0.3, assignment(random, agent, family.team, random.pick(phrases.handOver))]]
    case 'working':
      if (!standing.isBreachSeen) {
        return [...taken, [0.4, { kind: 'note', by: agent, body: fill(trouble.note, facts) }]]
      }
      return [
        ...taken,
        [0.55, { kind: 'say', by: plan.requester, body: random.pick(phrases.chase) }],
        [0.92, { kind: 'ask', by: agent, question }],
        [0.95, { kind: 'say', by: plan.requester, body: answer }],
      ]
    case 'asked':
      return [...taken, [0.5, { kind: 'ask', by: agent, question }]]
    case 'vendor':
      return [...taken, [0.45, vendor(random, agent, client.locale)]]
    case 'reopened':
      return [
        ...taken,
        [0.5, { kind: 'resolve', by: agent, ...firstFix(opening) }],
        [
          0.52,
          {
            kind: 'log',
            by: agent,
            work: family.work,
            minutes: 35,
            unbilled: null,
            note: firstFix(opening).text,
            spent: spendingOn(opening, family.work),
          },
        ],
        [0.8, { kind: 'reopen', by: plan.requester, reason: random.pick(phrases.reopen) }],
      ]
    default:
      return standing.state satisfies never
  }
}

function assignment(random: Random, by: string, team: TeamCode, note: string): Step {
  return { kind: 'assign', by, team, assignee: agentOf(random, team), note }
}

function vendor(random: Random, by: string, locale: 'ru' | 'en'): Step {
  const reference = `SR-${random.whole(10_000, 99_999)}`
  return {
    kind: 'vendor',
    by,
    vendor: random.pick(VENDORS[locale]),
    reference,
    expectedInDays: random.whole(1, 4),
  }
}

function firstFix({ trouble, facts }: Opening) {
  const [code, text] = trouble.fixes[0]!
  return { code, text: fill(text, facts) }
}
