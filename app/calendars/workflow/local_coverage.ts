import { calendarDays } from '#calendars/workflow/calendar_days'
import type { DayShape } from '#calendars/workflow/calendar_days'
import { coveredAt, coveredBefore } from '#core/intervals'
import {
  firstDayOfWeek,
  MINUTES_PER_DAY,
  weekdayIndex,
  weekNumber,
} from '#calendars/workflow/local_time'
import type { WorkingCalendar } from '#calendars/workflow/working_calendar'

/** An irregular date; `rank` and `after` count the covered minutes before and up to its end. */
type IrregularDay = { day: number; shape: DayShape; rank: number; after: number }

/**
 * The covered minutes of a calendar's wall clock, numbered in order. Local minutes count from
 * 1970-01-01 00:00 as if the clocks never changed. Both directions take a binary search over the
 * exceptions and no walk over days, which is what makes a thousand due dates cheap.
 */
export class LocalCoverage {
  readonly #week: readonly DayShape[]
  readonly #weekStarts: readonly number[]
  readonly #weekTotal: number
  readonly #irregular: readonly IrregularDay[]

  constructor(calendar: WorkingCalendar) {
    const { week, irregular } = calendarDays(calendar)
    this.#week = week
    this.#weekStarts = week.map((_, index) => sumTotals(week.slice(0, index)))
    this.#weekTotal = sumTotals(week)

    let shift = 0
    this.#irregular = irregular.map(({ day, shape }) => {
      const rank = this.#ordinaryRank(day) + shift
      shift += shape.total - this.#ordinaryShape(day).total
      return { day, shape, rank, after: rank + shape.total }
    })
  }

  /** Local minutes outside of which nothing is covered: infinite unless the week is empty. */
  get bounds(): { first: number; last: number } {
    if (this.#weekTotal > 0) return { first: -Infinity, last: Infinity }
    const worked = this.#irregular.filter(({ shape }) => shape.total > 0)
    return {
      first: (worked.at(0)?.day ?? Infinity) * MINUTES_PER_DAY,
      last: ((worked.at(-1)?.day ?? -Infinity) + 1) * MINUTES_PER_DAY,
    }
  }

  /** Number of covered minutes before the local minute; only differences mean something. */
  rank(minute: number): number {
    const day = Math.floor(minute / MINUTES_PER_DAY)
    const inDay = minute - day * MINUTES_PER_DAY
    const near = this.#lastIrregular((each) => each.day <= day)
    if (near?.day === day) return near.rank + coveredBefore(near.shape.intervals, inDay)

    const shift = near ? near.after - this.#ordinaryRank(near.day + 1) : 0
    const inOrdinary = coveredBefore(this.#ordinaryShape(day).intervals, inDay)
    return this.#ordinaryRank(day) + shift + inOrdinary
  }

  /** The local minute that `rank` numbers. Throws a RangeError when nothing is covered there. */
  minuteAt(rank: number): number {
    const near = this.#lastIrregular((each) => each.rank <= rank)
    if (!near) return this.#ordinaryMinuteAt(rank)
    if (rank < near.after) return minuteIn(near.day, near.shape, rank - near.rank)
    return this.#ordinaryMinuteAt(rank - near.after + this.#ordinaryRank(near.day + 1))
  }

  #ordinaryShape(day: number): DayShape {
    const shape = this.#week[weekdayIndex(day)]
    if (!shape) throw new RangeError(`${day} is no whole day`)
    return shape
  }

  #ordinaryRank(day: number): number {
    return weekNumber(day) * this.#weekTotal + (this.#weekStarts[weekdayIndex(day)] ?? 0)
  }

  #ordinaryMinuteAt(rank: number): number {
    if (this.#weekTotal === 0) throw new RangeError('The week of this calendar is empty')
    const week = Math.floor(rank / this.#weekTotal)
    const inWeek = rank - week * this.#weekTotal
    const weekday = this.#weekStarts.findLastIndex((start) => start <= inWeek)
    const day = firstDayOfWeek(week) + weekday
    return minuteIn(day, this.#ordinaryShape(day), inWeek - (this.#weekStarts[weekday] ?? 0))
  }

  /** The last irregular day for which the test, true up to a point and then false, holds. */
  #lastIrregular(holds: (day: IrregularDay) => boolean): IrregularDay | undefined {
    let [low, high] = [0, this.#irregular.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const day = this.#irregular[middle]
      if (day && holds(day)) low = middle + 1
      else high = middle
    }
    return this.#irregular[low - 1]
  }
}

function sumTotals(days: readonly DayShape[]): number {
  return days.reduce((sum, day) => sum + day.total, 0)
}

function minuteIn(day: number, shape: DayShape, index: number): number {
  return day * MINUTES_PER_DAY + coveredAt(shape.intervals, index)
}
