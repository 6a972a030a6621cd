import { METRICS } from '#sla/models/agreement_types'
import { complianceOf, type Compliance } from '#reporting/workflow/compliance'

/** A promise as it was judged, or would have been; instants are epoch milliseconds. */
export type Judgement = {
  metric: string
  targetMinutes: number
  stoppedAt: number
  dueAt: number | null
  isBreached: boolean
}

/** Which way a promise goes over: kept to missed, missed to kept. */
export const REPLAY_SIDES = ['worse', 'better'] as const
export type ReplaySide = (typeof REPLAY_SIDES)[number]

/** A promise that changes side. */
export type ReplayChange = {
  ticketId: number
  metric: string
  side: ReplaySide
  stoppedAt: number
  dueBefore: number | null
  dueAfter: number | null
  targetBefore: number
  targetAfter: number
}

/** Compliance of a metric, of one priority or, with null, of all. */
export type ReplayRow = {
  metric: string
  priority: number | null
  before: Compliance
  after: Compliance
}

export type ReplayResult = {
  tickets: number
  /** Of these, tickets for whose opening history does not tell VIP and criticality: taken as of now. */
  asOfNow: number
  rows: ReplayRow[]
  /** How many promises went each way, listed or not. */
  counts: Record<ReplaySide, number>
  /** Promises that have no counterpart: `gone` would not have been made, `added` were not made. */
  gone: number
  added: number
  changes: ReplayChange[]
}

/** Changes that are kept one by one; all of them are counted. */
export const MOST_CHANGES = 10_000

type Sums = { met: number; breached: number }
type Cell = { metric: string; priority: number; before: Sums; after: Sums }
type Ticket = { id: number; priority: number; isKnown: boolean }

/** Adds up what judging past promises anew makes of them; a promise belongs to the moment it ended. */
export class ReplayTally {
  #tickets = 0
  #asOfNow = 0
  #gone = 0
  #added = 0
  readonly #counts = { worse: 0, better: 0 }
  readonly #cells = new Map<string, Cell>()
  readonly #changes: ReplayChange[] = []

  /** The ends of the judged days, epoch milliseconds: what ends outside is no part of the figures. */
  constructor(private readonly span: { from: number; to: number }) {}

  add(ticket: Ticket, before: readonly Judgement[], after: readonly Judgement[]) {
    this.#tickets += 1
    if (!ticket.isKnown) this.#asOfNow += 1
    const judged = after.filter(({ stoppedAt }) => this.#isWithin(stoppedAt))
    for (const each of before) this.#count(ticket, each, 'before')
    for (const each of judged) this.#count(ticket, each, 'after')

    const later = new Map(judged.map((each) => [endOf(each), each]))
    for (const each of before) {
      const other = later.get(endOf(each))
      if (other) this.#compare(ticket.id, each, other)
      else this.#gone += 1
      later.delete(endOf(each))
    }
    this.#added += later.size
  }

  result(): ReplayResult {
    const cells = [...this.#cells.values()]
    const found = new Set(cells.map(({ metric }) => metric))
    const metrics = METRICS.filter((metric) => found.has(metric))
    return {
      tickets: this.#tickets,
      asOfNow: this.#asOfNow,
      rows: metrics.flatMap((metric) => rowsOf(cells.filter((cell) => cell.metric === metric))),
      counts: this.#counts,
      gone: this.#gone,
      added: this.#added,
      changes: this.#changes,
    }
  }

  #isWithin(at: number): boolean {
    return this.span.from <= at && at < this.span.to
  }

  #count({ priority }: Ticket, { metric, isBreached }: Judgement, when: 'before' | 'after') {
    const key = `${metric} ${priority}`
    const none = () => ({ met: 0, breached: 0 })
    const cell = this.#cells.get(key) ?? { metric, priority, before: none(), after: none() }
    this.#cells.set(key, cell)
    cell[when][isBreached ? 'breached' : 'met'] += 1
  }

  #compare(ticketId: number, before: Judgement, after: Judgement) {
    if (before.isBreached === after.isBreached) return
    const side = after.isBreached ? 'worse' : 'better'
    this.#counts[side] += 1
    if (this.#changes.length >= MOST_CHANGES) return
    this.#changes.push({
      ...{ ticketId, metric: before.metric, side, stoppedAt: before.stoppedAt },
      ...{ dueBefore: before.dueAt, dueAfter: after.dueAt },
      ...{ targetBefore: before.targetMinutes, targetAfter: after.targetMinutes },
    })
  }
}

/** Seconds tell ends apart: the database keeps no finer moment. */
function endOf({ metric, stoppedAt }: Judgement): string {
  return `${metric} ${Math.floor(stoppedAt / 1000)}`
}

/** All priorities first, then each. */
function rowsOf(cells: Cell[]): ReplayRow[] {
  const { metric } = cells[0]!
  const sorted = cells.toSorted((a, b) => a.priority - b.priority)
  const row = (priority: number | null, of: Cell[]): ReplayRow => ({
    ...{ metric, priority },
    before: sumOf(of.map(({ before }) => before)),
    after: sumOf(of.map(({ after }) => after)),
  })
  return [row(null, sorted), ...sorted.map((cell) => row(cell.priority, [cell]))]
}

function sumOf(sums: Sums[]): Compliance {
  const total = (side: keyof Sums) => sums.reduce((sum, each) => sum + each[side], 0)
  return complianceOf(total('met'), total('breached'))
}
