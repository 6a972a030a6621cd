import type { HolidayValues } from '#calendars/actions/save_holiday'

type Names = Pick<HolidayValues, 'nameRu' | 'nameEn'>
type Move = { from: string; to: string }

/** One year of the production calendar for a five-day week, as its resolution puts it. */
type ProductionYear = {
  year: number
  /** Government resolution that moves days off; the rest follows from ТК РФ art. 112 and 95. */
  decree: string
  /** Days off that a resolution or art. 112 moves: the weekend day is made up on another date. */
  moved: Move[]
  /** Saturdays that are worked for another date. */
  worked: Move[]
  /** Working days before a holiday, one hour shorter (art. 95), working Saturdays among them. */
  short: string[]
}

/** ТК РФ art. 112: month and day of the holidays. */
const HOLIDAYS: [days: string[], names: Names][] = [
  [
    ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-08'],
    { nameRu: 'Новогодние каникулы', nameEn: 'New Year holidays' },
  ],
  [['01-07'], { nameRu: 'Рождество Христово', nameEn: 'Orthodox Christmas' }],
  [['02-23'], { nameRu: 'День защитника Отечества', nameEn: 'Defender of the Fatherland Day' }],
  [['03-08'], { nameRu: 'Международный женский день', nameEn: 'International Women’s Day' }],
  [['05-01'], { nameRu: 'Праздник Весны и Труда', nameEn: 'Spring and Labour Day' }],
  [['05-09'], { nameRu: 'День Победы', nameEn: 'Victory Day' }],
  [['06-12'], { nameRu: 'День России', nameEn: 'Russia Day' }],
  [['11-04'], { nameRu: 'День народного единства', nameEn: 'National Unity Day' }],
]

const YEARS: ProductionYear[] = [
  {
    year: 2024,
    decree: 'Постановление Правительства РФ от 10.08.2023 № 1314; ТК РФ, ст. 95 и 112',
    moved: [
      { from: '2024-01-06', to: '2024-05-10' },
      { from: '2024-01-07', to: '2024-12-31' },
    ],
    worked: [
      { from: '2024-04-27', to: '2024-04-29' },
      { from: '2024-11-02', to: '2024-04-30' },
      { from: '2024-12-28', to: '2024-12-30' },
    ],
    short: ['2024-02-22', '2024-03-07', '2024-05-08', '2024-06-11', '2024-11-02'],
  },
  {
    year: 2025,
    decree: 'Постановление Правительства РФ от 04.10.2024 № 1335; ТК РФ, ст. 95 и 112',
    moved: [
      { from: '2025-01-04', to: '2025-05-02' },
      { from: '2025-01-05', to: '2025-12-31' },
      { from: '2025-02-23', to: '2025-05-08' },
      { from: '2025-03-08', to: '2025-06-13' },
    ],
    worked: [{ from: '2025-11-01', to: '2025-11-03' }],
    short: ['2025-03-07', '2025-04-30', '2025-06-11', '2025-11-01'],
  },
  {
    year: 2026,
    decree: 'Постановление Правительства РФ от 24.09.2025 № 1466; ТК РФ, ст. 95 и 112',
    moved: [
      { from: '2026-01-03', to: '2026-01-09' },
      { from: '2026-01-04', to: '2026-12-31' },
      { from: '2026-03-08', to: '2026-03-09' },
      { from: '2026-05-09', to: '2026-05-11' },
    ],
    worked: [],
    short: ['2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03'],
  },
]

export const RUSSIA = {
  code: 'RU',
  nameRu: 'Россия, производственный календарь (пятидневка)',
  nameEn: 'Russia, production calendar (five-day week)',
  country: 'RU',
  region: null,
}

/** The years that are shipped, each with its decree and days in order. */
export const RUSSIAN_YEARS = YEARS.map((each) => ({
  year: each.year,
  note: each.decree,
  days: daysOf(each).sort((a, b) => (a.onDate < b.onDate ? -1 : 1)),
}))

function daysOf({ year, moved, worked, short }: ProductionYear): HolidayValues[] {
  const holidays = HOLIDAYS.flatMap(([days, names]) =>
    days.map((day) => ({ ...closed(`${year}-${day}`, 'holiday'), ...names }))
  )
  const daysOff = [...moved, ...worked].map(({ from, to }) => ({
    ...closed(to, 'day_off'),
    nameRu: `Выходной, перенос с ${russianDay(from)}`,
    nameEn: `Day off moved from ${from}`,
  }))
  const saturdays = worked.map(({ from, to }) => ({
    onDate: from,
    kind: short.includes(from) ? ('short_day' as const) : ('working_day' as const),
    replacesOn: to,
    nameRu: `Рабочая суббота за ${russianDay(to)}`,
    nameEn: `Working Saturday for ${to}`,
  }))
  const shortDays = short
    .filter((date) => !worked.some(({ from }) => from === date))
    .map((onDate) => ({
      ...{ onDate, kind: 'short_day' as const, replacesOn: null },
      nameRu: 'Предпраздничный день, на час короче',
      nameEn: 'Day before a holiday, an hour shorter',
    }))
  return [...holidays, ...daysOff, ...saturdays, ...shortDays]
}

function closed(onDate: string, kind: 'holiday' | 'day_off') {
  return { onDate, kind, replacesOn: null }
}

function russianDay(date: string): string {
  return date.split('-').reverse().join('.')
}
