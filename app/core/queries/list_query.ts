import { DateTime } from 'luxon'

const MAX_PAGE = 10_000
const MAX_SEARCH = 100

/** What every list reads from its address. */
export type ListQuery = { q: string | null; sort: string | undefined; page: number }

/** Reads a list's address leniently: a bookmark with nonsense shows the first page, not an error. */
export function listQuery(query: Record<string, unknown>): ListQuery {
  const page = Math.trunc(Number(query.page))
  return {
    q: textOf(query.q)?.slice(0, MAX_SEARCH) ?? null,
    sort: textOf(query.sort) ?? undefined,
    page: page >= 1 ? Math.min(page, MAX_PAGE) : 1,
  }
}

/** One of the values a filter offers, else null. */
export function filterOf<Value extends string | number>(
  given: unknown,
  offered: readonly Value[]
): Value | null {
  return offered.find((value) => String(value) === given) ?? null
}

/** A record's id a filter names, else null. */
export function idOf(given: unknown): number | null {
  const text = textOf(given)
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** A calendar day, `YYYY-MM-DD`, else null. */
export function dayOf(given: unknown): string | null {
  const day = DateTime.fromFormat(textOf(given) ?? '', 'yyyy-MM-dd')
  return day.isValid && day.year >= 1970 ? day.toISODate() : null
}

/** A text in which commas may stand: bare ones are parted by whoever read the address. */
export function commaTextOf(given: unknown): string | null {
  return textOf(
    Array.isArray(given) ? given.filter((each) => typeof each === 'string').join(',') : given
  )
}

/** A filter's text; null when empty or given twice. */
export function textOf(given: unknown): string | null {
  return typeof given === 'string' && given.trim() !== '' ? given.trim() : null
}
