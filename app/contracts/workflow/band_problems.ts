import { areTogether, mayEndAnew } from '#contracts/workflow/rate_problems'
import type { BandWindow } from '#contracts/models/terms_types'

export type BandProblem = {
  field: string
  key: 'window_backwards' | 'ends_before_beginning' | 'windows_overlap'
  params: Record<string, string | number>
}

/**
 * Windows that contradict themselves or each other: hours of one name are said once for a minute of a
 * day. Those of different names may overlap, the dearest counts (§7.3).
 */
export function bandProblems(windows: readonly BandWindow[]): BandProblem[] {
  return windows.flatMap((window, index): BandProblem[] => {
    const at = (field: string) => `windows.${index}.${field}`
    if (window.fromMinute >= window.toMinute) {
      return [{ field: at('toMinute'), key: 'window_backwards', params: {} }]
    }
    if (window.validTo !== null && window.validTo < window.validFrom) {
      return [{ field: at('validTo'), key: 'ends_before_beginning', params: {} }]
    }
    const other = windows.findIndex((each, place) => place !== index && contradict(each, window))
    if (other < 0) return []
    return [{ field: at('validFrom'), key: 'windows_overlap', params: { n: other + 1 } }]
  })
}

/**
 * The row of what was sent, or null for one taken out, that changes what was charged up to a day
 * (§7.6): windows in force then stay and may only end later; new ones begin after it.
 */
export function settledBandViolation(
  stored: readonly BandWindow[],
  sent: readonly BandWindow[],
  until: string
): { row: number | null } | null {
  const left = new Set(sent.keys())
  for (const window of stored) {
    if (window.validFrom > until) continue
    const row = [...left].find((place) => contentOf(sent[place]!) === contentOf(window))
    if (row === undefined) return { row: null }
    if (!mayEndAnew(window, sent[row]!, until)) return { row }
    left.delete(row)
  }
  const early = [...left].find((place) => sent[place]!.validFrom <= until)
  return early === undefined ? null : { row: early }
}

function contradict(one: BandWindow, other: BandWindow): boolean {
  return (
    one.band === other.band &&
    (one.days === other.days || one.days === 'any' || other.days === 'any') &&
    one.fromMinute < other.toMinute &&
    other.fromMinute < one.toMinute &&
    areTogether(one, other)
  )
}

/** All but its end, which alone may change. */
function contentOf({ band, multiplier, days, fromMinute, toMinute, validFrom }: BandWindow) {
  return JSON.stringify([band, multiplier, days, fromMinute, toMinute, validFrom])
}
