type Promise = { metric: string; minutes: number; calendar: string | number | null }

/** A row with what it asks of a ticket; a service, an organisation and a calendar by any name. */
export type JudgedRow = {
  ticketKind: string
  service: string | number | null
  organisation: string | number | null
  ciCriticality: number | null
  isVipOnly: boolean
  priority: number | null
  promises: readonly Promise[]
}
type Slower = { winner: number; loser: number; metric: string }

/** The weightiest first, as the server compares them (SLM-02). */
const CONDITIONS = ['service', 'organisation', 'ciCriticality', 'isVipOnly', 'priority'] as const

/**
 * Rows, by index, that take tickets from a row with a shorter time that was meant for them: the
 * slower row leaves open what the other one names, for example a VIP's row without a priority above
 * the one for P1; or it is for VIPs and the other for anybody. A service or a client that is promised
 * more time in every other regard alike was meant to be. Times of different calendars do not compare.
 */
export function slowerRows(rows: readonly JudgedRow[]): Slower[] {
  return rows.flatMap((winner, index) =>
    rows.flatMap((loser, other) =>
      haveTicketsInCommon(winner, loser) && outranks(winner, loser) && isSurprising(winner, loser)
        ? slowerMetrics(winner, loser).map((metric) => ({ winner: index, loser: other, metric }))
        : []
    )
  )
}

function haveTicketsInCommon(one: JudgedRow, other: JudgedRow): boolean {
  if (one.ticketKind !== other.ticketKind) return false
  return (['service', 'organisation', 'ciCriticality', 'priority'] as const).every(
    (condition) =>
      one[condition] === null || other[condition] === null || one[condition] === other[condition]
  )
}

function outranks(one: JudgedRow, other: JudgedRow): boolean {
  const deciding = CONDITIONS.find((each) => isNamed(one, each) !== isNamed(other, each))
  return deciding !== undefined && isNamed(one, deciding)
}

function isSurprising(winner: JudgedRow, loser: JudgedRow): boolean {
  const isForVips = winner.isVipOnly && !loser.isVipOnly
  return isForVips || CONDITIONS.some((each) => isNamed(loser, each) && !isNamed(winner, each))
}

function isNamed(row: JudgedRow, condition: (typeof CONDITIONS)[number]): boolean {
  return row[condition] !== null && row[condition] !== false
}

function slowerMetrics(winner: JudgedRow, loser: JudgedRow): string[] {
  return winner.promises
    .filter(({ metric, minutes, calendar }) =>
      loser.promises.some(
        (each) => each.metric === metric && each.calendar === calendar && each.minutes < minutes
      )
    )
    .map(({ metric }) => metric)
}
