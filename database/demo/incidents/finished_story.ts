import { PROVIDER_PEOPLE } from '#database/demo/directory/people_provider'
import type { TeamCode } from '#database/demo/directory/teams'
import { fill } from '#database/demo/incidents/define_family'
import { agentOf, firstLineAgent, serviceOf, type Opening } from '#database/demo/incidents/opening'
import { VENDORS } from '#database/demo/incidents/phrases'
import type { TimedStep } from '#database/demo/incidents/plan'
import { Storyteller } from '#database/demo/incidents/storyteller'
import type { Random } from '#database/demo/random'
import { AUTO_CLOSE_WORKING_DAYS } from '#tickets/workflow/incident_workflow'

const CANCELLED = 0.045
const REOPENED = 0.05
/** Working minutes that must still be left before anybody asks for news. */
const PATIENCE = 300

const OTHER_TEAMS: Record<TeamCode, TeamCode[]> = {
  'first-line': ['infrastructure', 'applications'],
  'infrastructure': ['applications', 'field-service'],
  'applications': ['infrastructure'],
  'field-service': ['infrastructure'],
}

/**
 * The whole life of an incident, from the first look to the last click. `end` is when the work on
 * it was over; later only closing follows. A scale below 1 makes everything go faster.
 */
export function finishedStory(
  random: Random,
  opening: Opening,
  scale: number
): { end: number; steps: TimedStep[] } {
  const teller = new Storyteller(random, opening, scale)
  begin(teller)
  if (random.chance(CANCELLED)) {
    cancel(teller)
    return { end: teller.timeline.end, steps: teller.timeline.steps }
  }
  ask(teller)
  handOver(teller)
  keepInTouch(teller)
  awaitVendor(teller)
  resolve(teller)
  if (random.chance(REOPENED)) reopen(teller)
  const { end } = teller.timeline
  close(teller)
  return { end, steps: teller.timeline.steps }
}

function begin(teller: Storyteller) {
  const { random, opening } = teller
  const { plan, client, family } = opening
  const team = plan.team ?? (plan.isClassified ? serviceOf(family).team : 'first-line')
  // Who took the call usually begins at once.
  const registrar = plan.team === 'first-line' && random.chance(0.75) ? plan.registeredBy : null
  teller.holder =
    team === 'first-line' ? (registrar ?? firstLineAgent(random, client)) : agentOf(random, team)
  if (!plan.isClassified) teller.do({ kind: 'classify', by: teller.holder })
  teller.do({ kind: 'take', by: teller.holder })
  if (!family.isMonitored && random.chance(0.4)) teller.say(teller.phrases.taken)
}

/** A question that stops the clock, and what the requester answers. */
function ask(teller: Storyteller) {
  const { random, holder, requester } = teller
  if (!random.chance(0.3)) return
  teller.spend(0.05, 0.25)
  teller.do({ kind: 'ask', by: holder, question: teller.text('ask') })
  teller.timeline.pass(random.between(20, 700))
  if (random.chance(0.85)) teller.do({ kind: 'say', by: requester, body: teller.text('answer') })
  else teller.do({ kind: 'resume', by: holder })
}

function handOver(teller: Storyteller) {
  const { random, opening, phrases } = teller
  const { family } = opening
  const isFirstLine = PROVIDER_PEOPLE.some(
    ({ key, team }) => key === teller.holder && team === 'first-line'
  )
  if (isFirstLine && !random.chance(family.firstLine)) {
    teller.spend(0.03, 0.2)
    teller.log('diagnostics', random.whole(1, 4) * 5, teller.text('title'))
    teller.assign(family.team, phrases.handOver)
  } else if (!isFirstLine && random.chance(0.1)) {
    teller.spend(0.05, 0.2)
    teller.assign(random.pick(OTHER_TEAMS[family.team]), phrases.bounce)
  }
  if (random.chance(0.45)) teller.do({ kind: 'note', by: teller.holder, body: teller.text('note') })
}

function keepInTouch(teller: Storyteller) {
  const { random, phrases, requester } = teller
  if (random.chance(0.2) && teller.budget > PATIENCE) {
    teller.spend(0.1, 0.3)
    teller.do({ kind: 'say', by: requester, body: random.pick(phrases.chase) })
  }
  if (random.chance(0.3)) {
    teller.spend(0.02, 0.15)
    teller.say(phrases.progress)
  }
}

/** A supplier keeps us waiting; the clock runs on. */
function awaitVendor(teller: Storyteller) {
  const { random, holder, opening, phrases } = teller
  if (!random.chance(0.07)) return
  teller.spend(0.05, 0.15)
  teller.do({
    kind: 'vendor',
    by: holder,
    vendor: random.pick(VENDORS[opening.client.locale]),
    reference: `SR-${random.whole(10_000, 99_999)}`,
    expectedInDays: random.whole(1, 5),
  })
  teller.spend(0.5, 0.7)
  teller.do({ kind: 'resume', by: holder })
  teller.do({ kind: 'note', by: holder, body: random.pick(phrases.vendorDone) })
}

function resolve(teller: Storyteller) {
  const { random, holder, opening } = teller
  const { family, trouble, facts } = opening
  teller.timeline.pass(teller.budget)
  const [code, template] = random.pick(trouble.fixes)
  const text = fill(template, facts)
  teller.do({ kind: 'resolve', by: holder, code, text })
  teller.timeline.pass(random.between(1, 5))
  const isOnSite = family.work === 'on_site'
  if (isOnSite && random.chance(0.5)) teller.log('diagnostics', 15, teller.text('title'))
  teller.log(family.work, random.whole(isOnSite ? 8 : 2, isOnSite ? 30 : 15) * 5, text)
}

function reopen(teller: Storyteller) {
  const { random, holder, opening, phrases, requester, timeline } = teller
  timeline.pass(random.between(60, 700))
  teller.do({ kind: 'reopen', by: requester, reason: random.pick(phrases.reopen) })
  timeline.pass(opening.client.promise(opening.priority).resolution * random.between(0.03, 0.09))
  const text = random.pick(phrases.solvedAgain)
  teller.do({ kind: 'resolve', by: holder, code: 'fixed', text })
  timeline.pass(3)
  teller.do({
    kind: 'log',
    by: holder,
    work: 'remote_support',
    minutes: 30,
    unbilled: 'rework',
    note: text,
    spent: [],
  })
}

/** By the requester, by the head of the desk, or by time itself. */
function close(teller: Storyteller) {
  const { random, phrases, requester, timeline, opening } = teller
  const { local, dayMinutes } = opening.client
  const luck = random.next()
  if (luck < 0.45) {
    timeline.pass(random.between(15, 500), local)
    if (random.chance(0.4)) {
      teller.do({ kind: 'say', by: requester, body: random.pick(phrases.confirm) })
    }
    teller.do({ kind: 'close', by: requester, reason: null })
  } else if (luck < 0.52) {
    timeline.pass(random.between(60, 300), local)
    teller.do({ kind: 'close', by: 'gromova', reason: random.pick(phrases.closedForThem) })
  } else {
    timeline.pass(AUTO_CLOSE_WORKING_DAYS * dayMinutes, local)
    teller.do({ kind: 'close', by: null, reason: null })
  }
}

function cancel(teller: Storyteller) {
  const cause = teller.random.pick(['raised_in_error', 'withdrawn'] as const)
  teller.spend(0.02, 0.2)
  teller.do({ kind: 'cancel', by: teller.holder, cause, note: teller.phrases.cancelled[cause] })
}
