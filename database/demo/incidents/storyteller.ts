import type { TeamCode } from '#database/demo/directory/teams'
import { fill, type Case, type WorkTypeCode } from '#database/demo/incidents/define_family'
import { agentOf, type Opening } from '#database/demo/incidents/opening'
import { PHRASES } from '#database/demo/incidents/phrases'
import type { Step } from '#database/demo/incidents/plan'
import { spendingOn } from '#database/demo/incidents/spending'
import { Timeline } from '#database/demo/incidents/timeline'
import type { Random } from '#database/demo/random'

const LATE_RESPONSE = 0.035
const LATE_RESOLUTION = 0.09

/** Who holds the incident, how much working time is left until its resolution, and what is said. */
export class Storyteller {
  readonly timeline: Timeline
  readonly phrases
  /** Working minutes until the resolution. */
  budget: number
  holder = ''

  constructor(
    readonly random: Random,
    readonly opening: Opening,
    scale: number
  ) {
    const { client, priority, plan } = opening
    const { time, response, resolution } = client.promise(priority)
    this.timeline = new Timeline(random, time, plan.openedAt, scale)
    this.phrases = PHRASES[client.locale]
    const first =
      response * shareOf(random, LATE_RESPONSE, [1.1, 2], random.between(0.05, 0.75) ** 1.4)
    const whole =
      resolution * shareOf(random, LATE_RESOLUTION, [1.08, 1.6], random.between(0.2, 0.9) ** 1.6)
    this.budget = Math.max(whole, first + 12) - first
    this.timeline.pass(first)
  }

  get requester(): string {
    return this.opening.plan.requester
  }

  /** One of the texts of this trouble, with its facts. */
  text(name: keyof Pick<Case, 'title' | 'ask' | 'answer' | 'note'>): string {
    return fill(this.opening.trouble[name], this.opening.facts)
  }

  /** Works off a share of what is left until the resolution. */
  spend(from: number, to: number) {
    const minutes = this.budget * this.random.between(from, to)
    this.timeline.pass(minutes)
    this.budget -= minutes
  }

  do(step: Step) {
    this.timeline.do(step)
  }

  say(phrases: readonly string[]) {
    this.do({ kind: 'say', by: this.holder, body: this.random.pick(phrases) })
  }

  /** Gives it to a team, mostly to one of its people, who takes it some time later. */
  assign(team: TeamCode, phrases: readonly string[]) {
    const next = agentOf(this.random, team)
    const assignee = this.random.chance(0.6) ? next : null
    this.do({ kind: 'assign', by: this.holder, team, assignee, note: this.random.pick(phrases) })
    this.spend(0.05, 0.25)
    this.holder = next
    this.do({ kind: 'take', by: next })
  }

  log(work: WorkTypeCode, minutes: number, note: string) {
    const unbilled = this.random.chance(0.1)
      ? this.random.pick(['goodwill', 'internal', 'training'] as const)
      : null
    const spent = spendingOn(this.opening, work)
    this.do({ kind: 'log', by: this.holder, work, minutes, unbilled, note, spent })
  }
}

function shareOf(
  random: Random,
  late: number,
  [from, to]: [number, number],
  inTime: number
): number {
  return random.chance(late) ? random.between(from, to) : inTime
}
