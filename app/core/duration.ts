const CLOCK_TEXT = /^(\d+):([0-5]\d)$/

/** Whole minutes as hours and minutes: 135 → '2:15', 1500 → '25:00', −5 → '-0:05'. */
export function formatMinutes(minutes: number): string {
  if (!Number.isSafeInteger(minutes)) throw new RangeError(`Not whole minutes: ${minutes}`)
  const size = Math.abs(minutes)
  const rest = String(size % 60).padStart(2, '0')
  return `${minutes < 0 ? '-' : ''}${Math.floor(size / 60)}:${rest}`
}

/** '2:15' → 135, '90' → 90 (plain minutes); null when the text is neither. */
export function parseMinutes(text: string): number | null {
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) return safe(Number(trimmed))
  const match = CLOCK_TEXT.exec(trimmed)
  return match ? safe(Number(match[1]) * 60 + Number(match[2])) : null
}

/** @throws RangeError unless every item is a whole, non-negative number of minutes */
export function sumMinutes(items: readonly number[]): number {
  return items.reduce((sum, minutes) => sum + wholeMinutes(minutes), 0)
}

/** Guards a duration: whole and not negative. */
export function wholeMinutes(minutes: number): number {
  if (!Number.isSafeInteger(minutes) || minutes < 0) {
    throw new RangeError(`Not a whole, non-negative number of minutes: ${minutes}`)
  }
  return minutes
}

function safe(minutes: number): number | null {
  return Number.isSafeInteger(minutes) ? minutes : null
}
