import { DateTime } from 'luxon'

type Held = { periodTo: string; plannedOn: string; heldOn: string | null; intervalMonths: number }

/** When the next review is due and which days it looks at: those that follow the last one's. */
export function nextReview({ periodTo, plannedOn, heldOn, intervalMonths }: Held) {
  const on = (day: string) => DateTime.fromISO(day, { zone: 'utc' })
  const from = on(periodTo).plus({ days: 1 })
  return {
    plannedOn: on(heldOn ?? plannedOn)
      .plus({ months: intervalMonths })
      .toISODate()!,
    periodFrom: from.toISODate()!,
    periodTo: from.plus({ months: intervalMonths }).minus({ days: 1 }).toISODate()!,
  }
}
