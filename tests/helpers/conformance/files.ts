import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { WorkingCalendar } from '#calendars/queries/working_time'
import { runBillingCase } from '#tests/helpers/conformance/billing'
import { runCalendarCase, type CalendarCase } from '#tests/helpers/conformance/calendar'
import { runImpactCase } from '#tests/helpers/conformance/impact'
import type { ImpactCase } from '#tests/helpers/impact_graphs'

/** `failure` says what differs, or why there is no answer; null when the case agrees. */
export type Verdict = { id: string; failure: string | null }

type BillingTruthCase = { id: string; kind: string; input: unknown; expected: object }
type BillingTruth = { rules: unknown; cases: BillingTruthCase[]; [section: string]: unknown }

/** Judges every case of a truth file; its base name (calendar, billing, impact) names the engine. */
export function judgeFile(path: string): Verdict[] {
  const truth: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (path.endsWith('calendar.json')) return judgeCalendar(truth as CalendarTruth)
  if (path.endsWith('billing.json')) return judgeBilling(truth as BillingTruth)
  if (path.endsWith('impact.json')) return judgeImpact(truth as { cases: ImpactCase[] })
  throw new Error(`No engine for ${path}`)
}

type CalendarTruth = { calendars: Record<string, WorkingCalendar>; cases: CalendarCase[] }

function judgeCalendar({ calendars, cases }: CalendarTruth): Verdict[] {
  return cases.map((one) => judge(one.id, one.expected, () => runCalendarCase(one, calendars)))
}

function judgeImpact({ cases }: { cases: ImpactCase[] }): Verdict[] {
  return cases.map((one) => {
    const down = [...one.expected.down].sort()
    const degraded = [...one.expected.degraded].sort()
    return judge(one.id, { ...one.expected, down, degraded }, () => runImpactCase(one))
  })
}

/** Whole sections beside the cases belong to engines Opora does not have yet. */
function judgeBilling({ rules: _rules, cases, ...sections }: BillingTruth): Verdict[] {
  const judged = cases.map((one) => judge(one.id, one.expected, () => runBillingCase(one)))
  const notBuilt = Object.entries(sections).flatMap(([section, content]) =>
    (Array.isArray(content) ? (content as { id: string }[]) : []).map(({ id }) => ({
      id: `${id} (${section})`,
      failure: 'not built',
    }))
  )
  return [...judged, ...notBuilt]
}

function judge(id: string, expected: unknown, run: () => unknown): Verdict {
  try {
    return { id, failure: difference(expected, run()) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}

/** Every key of an expected object must agree; keys only the engine knows are no difference. */
function difference(expected: unknown, actual: unknown): string | null {
  if (!isRecord(expected) || !isRecord(actual)) return unequal('', expected, actual)
  const differences = Object.entries(expected).map(([key, value]) =>
    unequal(`${key}: `, value, actual[key])
  )
  return differences.filter((text) => text !== null).join('; ') || null
}

function unequal(label: string, expected: unknown, actual: unknown): string | null {
  if (isDeepStrictEqual(expected, actual)) return null
  return `${label}expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
