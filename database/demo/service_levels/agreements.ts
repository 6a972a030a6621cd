type Minutes = [response: number, resolution: number]
/** More that an agreement promises at a priority, in working minutes. */
export type FurtherMinutes = { assignment?: number; next_update?: number }
/** A promise for some tickets only, beside those for all. */
export type SpecialSeed = {
  organisation?: string
  ciCriticality?: number
  isVipOnly?: boolean
  priority: number
  minutes: Minutes
}
export type AgreementSeed = {
  code: string
  nameRu: string
  nameEn: string
  calendar: string
  /** By priority, 1 to 5, in working minutes. */
  targets: [Minutes, Minutes, Minutes, Minutes, Minutes]
  /** Priority 1 is promised round the clock. */
  isCriticalAroundTheClock: boolean
  special?: SpecialSeed[]
  /** By priority, beside the targets. */
  further?: Record<number, FurtherMinutes>
  /** By service, percent of the agreement's hours. */
  availability?: Record<string, string>
}

/** The suggestion of the reference (domain §3.1). */
const STANDARD: AgreementSeed['targets'] = [
  [15, 240],
  [30, 480],
  [120, 960],
  [240, 2400],
  [480, 4800],
]

export const AGREEMENTS: AgreementSeed[] = [
  {
    code: 'SLA-GOLD',
    nameRu: 'Золотой уровень',
    nameEn: 'Gold',
    calendar: 'ru-moscow-5x9',
    targets: [
      [15, 240],
      [30, 300],
      [60, 540],
      [120, 1080],
      [240, 2700],
    ],
    isCriticalAroundTheClock: true,
    availability: { POS: '99.95', ERP: '99.7', MAIL: '99.9' },
    special: [
      { organisation: 'ROMASHKA-LOG', priority: 2, minutes: [20, 240] },
      { isVipOnly: true, priority: 3, minutes: [30, 360] },
      { isVipOnly: true, priority: 4, minutes: [60, 540] },
    ],
    further: {
      1: { assignment: 15, next_update: 60 },
      2: { assignment: 30, next_update: 120 },
      3: { assignment: 90, next_update: 300 },
    },
  },
  {
    code: 'SLA-STANDARD',
    nameRu: 'Стандартный уровень',
    nameEn: 'Standard',
    calendar: 'ru-moscow-5x9',
    targets: STANDARD,
    isCriticalAroundTheClock: false,
    special: [{ ciCriticality: 1, priority: 2, minutes: [20, 420] }],
    further: { 1: { assignment: 30 }, 2: { assignment: 60 }, 3: { assignment: 180 } },
  },
  {
    code: 'SLA-EAST',
    nameRu: 'Стандартный уровень, Владивосток',
    nameEn: 'Standard, Vladivostok',
    calendar: 'ru-vladivostok-5x8',
    targets: STANDARD,
    isCriticalAroundTheClock: false,
  },
  {
    code: 'SLA-EUROPE',
    nameRu: 'Европейский уровень',
    nameEn: 'European',
    calendar: 'de-berlin-5x8',
    targets: [
      [30, 240],
      [60, 480],
      [120, 960],
      [240, 1920],
      [480, 3840],
    ],
    isCriticalAroundTheClock: false,
  },
]

/** What an organisation without a contract is served by, as far as the story goes. */
export const GOODWILL = STANDARD
