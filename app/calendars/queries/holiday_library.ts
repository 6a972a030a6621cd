import { NoHolidays } from '#calendars/errors'
import type { HolidayKind } from '#calendars/workflow/holiday_kinds'
import type { Principal } from '#directory/queries/principal'
import type HolidayLibrary from 'date-holidays'
import { DateTime } from 'luxon'

type Locale = Principal['locale']
export type LibraryChoice = { code: string; name: string }

/** Days on which offices are closed; observances and optional days are not. */
const CLOSED = ['public', 'bank'] as const
export type LibraryType = (typeof CLOSED)[number]

type Wanted = { country: string; region: string | null; years: number[]; withBankDays: boolean }

/** Countries with holidays in the library, by name. It is large: it is loaded when first asked. */
export async function libraryCountries(locale: Locale): Promise<LibraryChoice[]> {
  const countries = (await library()).getCountries(locale)
  return choices(countries, locale)
}

/** States of a country; empty when it has none of its own holidays. */
export async function libraryRegions(country: string, locale: Locale): Promise<LibraryChoice[]> {
  return choices((await library()).getStates(country, locale) ?? {}, locale)
}

/**
 * Holidays of a country, with those of a state when it is given. The library knows no moved working
 * days and, for some countries, only expected dates. Throws NoHolidays.
 */
export async function libraryHolidays({ country, region, years, withBankDays }: Wanted) {
  const source = await library()
  if (!source.getCountries()[country]) throw new NoHolidays('country')
  if (region && !source.getStates(country)?.[region]) throw new NoHolidays('region')
  if (region) source.init(country, region)
  else source.init(country)
  const types: LibraryType[] = withBankDays ? [...CLOSED] : ['public']
  const days = new Map<string, ReturnType<typeof toDay>>()
  for (const year of years) {
    const [own, ru, en] = [undefined, 'ru', 'en'].map((language) =>
      source.getHolidays(year, language).filter(({ type }) => types.some((each) => each === type))
    )
    own!.forEach((holiday, index) => {
      const names = [ru![index]?.name ?? holiday.name, en![index]?.name ?? holiday.name] as const
      for (const date of datesOf(holiday)) {
        if (!days.has(date)) days.set(date, toDay(date, ...names))
      }
    })
  }
  const inYears = [...days.values()].filter(({ onDate }) =>
    years.includes(Number(onDate.slice(0, 4)))
  )
  if (inYears.length === 0) throw new NoHolidays('country')
  return inYears.sort((a, b) => (a.onDate < b.onDate ? -1 : 1))
}

async function library(): Promise<HolidayLibrary> {
  const { default: Library } = await import('date-holidays')
  return new Library()
}

function choices(names: Record<string, string>, locale: Locale): LibraryChoice[] {
  const byName = new Intl.Collator(locale)
  return Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => byName.compare(a.name, b.name))
}

/** Local dates a holiday covers: `date` is its beginning, the length shows in its instants. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  return Array.from({ length: days }, (_, day) => isoDate(first + day * 86_400_000))
}

function isoDate(ms: number): string {
  return DateTime.fromMillis(ms, { zone: 'utc' }).toISODate()!
}

function toDay(onDate: string, nameRu: string, nameEn: string) {
  const kind: HolidayKind = 'holiday'
  const cut = (name: string) => name.slice(0, 200)
  return { onDate, kind, replacesOn: null, nameRu: cut(nameRu), nameEn: cut(nameEn) }
}
