const CLOCK = /^(\d{1,4}):([0-5]\d)$/
const UNITS = /^(?:(\d{1,4}(?:[.,]\d)?)\s*(?:h|ч)\S*)?\s*(?:(\d{1,4})\s*(?:m|м)\S*)?$/
const DAY = 24 * 60

/**
 * A length of time as people write it: '1:30', '90', '1h 30m', '1,5 ч'. Null when it is none, or
 * longer than `most` minutes.
 */
export function parseMinutes(text: string, most = DAY): number | null {
  const given = text.trim().toLowerCase()
  if (/^\d{1,4}$/.test(given)) return whole(Number(given), most)
  const clock = CLOCK.exec(given)
  if (clock) return whole(Number(clock[1]) * 60 + Number(clock[2]), most)
  const units = given === '' ? null : UNITS.exec(given)
  if (!units) return null
  return whole(Number((units[1] ?? '0').replace(',', '.')) * 60 + Number(units[2] ?? 0), most)
}

function whole(minutes: number, most: number): number | null {
  const rounded = Math.round(minutes)
  return rounded > 0 && rounded <= most ? rounded : null
}
