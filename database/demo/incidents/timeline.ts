import type { WorkingTime } from '#calendars/queries/working_time'
import type { Step, TimedStep } from '#database/demo/incidents/plan'
import type { Random } from '#database/demo/random'

const AT_LEAST_BETWEEN = 7_000

/** Lays the steps of one incident out over working time, each later than the one before. */
export class Timeline {
  readonly steps: TimedStep[] = []
  #cursor: number
  #last: number

  constructor(
    private readonly random: Random,
    private readonly time: WorkingTime,
    openedAt: number,
    private readonly scale = 1
  ) {
    this.#cursor = openedAt
    this.#last = openedAt
  }

  get end(): number {
    return this.#last
  }

  /** Lets working minutes go by. */
  pass(minutes: number, time = this.time): this {
    const later = time.add(this.#cursor, Math.max(1, Math.round(minutes * this.scale)))
    if (later === null) throw new RangeError('The calendar has no more working time')
    this.#cursor = later
    return this
  }

  do(step: Step): this {
    this.#last = Math.max(
      this.#cursor + this.random.whole(0, 50) * 1000,
      this.#last + AT_LEAST_BETWEEN
    )
    this.steps.push({ at: this.#last, step })
    return this
  }
}
