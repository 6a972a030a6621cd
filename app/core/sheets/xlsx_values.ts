import { DateTime } from 'luxon'

const DAYS_FROM_1900 = 25_569
const DAYS_FROM_1904 = 24_107
const SECONDS_OF_DAY = 86_400

/** Index of the column of a reference, `A1` → 0, `AB7` → 27. */
export function columnOf(reference: string): number {
  let column = 0
  for (const sign of reference) {
    const code = sign.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

/** Days since the beginning of the workbook's time as `YYYY-MM-DD`, with the time if there is one. */
export function dateText(days: number, isFrom1904: boolean): string {
  const seconds = Math.round(
    (days - (isFrom1904 ? DAYS_FROM_1904 : DAYS_FROM_1900)) * SECONDS_OF_DAY
  )
  const moment = DateTime.fromSeconds(seconds, { zone: 'utc' })
  if (!moment.isValid) return String(days)
  return moment.toFormat(seconds % SECONDS_OF_DAY === 0 ? 'yyyy-MM-dd' : "yyyy-MM-dd'T'HH:mm:ss")
}
