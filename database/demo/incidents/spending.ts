import type { Spending } from '#billing/actions/check_expense'
import type { WorkTypeCode } from '#database/demo/incidents/define_family'
import type { Opening } from '#database/demo/incidents/opening'
import { Random } from '#database/demo/random'

/** Something spent on the day of the work it was needed for. */
export type SpentSeed = Omit<Spending, 'spentOn'>

type Locale = Opening['client']['locale']
type Bought = [name: string, costMinor: number, quantity: [from: number, to: number]]

/** What is bought for troubles of a category, in the client's currency. */
const BOUGHT: Record<Locale, Record<string, Bought[]>> = {
  ru: {
    'hardware.computer': [
      ['Твердотельный накопитель 480 ГБ', 389_000, [1, 1]],
      ['Модуль памяти DDR4 8 ГБ', 214_000, [1, 2]],
    ],
    'hardware.till': [['Термоголовка для кассы', 645_000, [1, 1]]],
    'hardware.peripheral': [['Клавиатура и мышь, комплект', 189_000, [1, 1]]],
    'hardware.server': [['Блок питания сервера 750 Вт', 1_790_000, [1, 1]]],
    'network.lan': [['Патч-корд UTP кат. 6, 3 м', 29_000, [1, 4]]],
    'network.wifi': [['Точка доступа, замена', 1_120_000, [1, 1]]],
    'printing': [
      ['Ролик захвата бумаги', 96_000, [1, 2]],
      ['Картридж', 247_500, [1, 2]],
    ],
  },
  en: {
    'hardware.computer': [
      ['SSD 480 GB', 5_490, [1, 1]],
      ['Docking station', 14_900, [1, 1]],
    ],
    'hardware.server': [['Server power supply 750 W', 23_800, [1, 1]]],
    'network.wifi': [['Access point, replacement', 16_900, [1, 1]]],
    'printing': [
      ['Fuser unit', 9_800, [1, 1]],
      ['Pick-up roller', 1_450, [1, 2]],
    ],
  },
}
const UNITS = {
  ru: { piece: 'шт.', road: 'км', visit: 'выезд' },
  en: { piece: 'pcs', road: 'km', visit: 'call' },
} as const
const ROAD = {
  ru: { trip: 'Дорога на объект и обратно', visit: 'Выезд инженера', courier: 'Курьер' },
  en: { trip: 'Drive to the site and back', visit: 'Engineer on site', courier: 'Courier' },
} as const
/** What we pay ourselves, where no contract has a price of the road. */
const OWN_COST = {
  ru: { perKm: 1_900, visit: 120_000, courier: 65_000 },
  en: { perKm: 38, visit: 3_500, courier: 1_290 },
} as const
const BOUGHT_FOR = 0.45

/**
 * What the work on a trouble costs besides time: the road of whoever comes, what is bought for it, and
 * now and then a courier that nobody bills. Its luck is its own, so that the story stays the same.
 */
export function spendingOn(opening: Opening, work: WorkTypeCode): SpentSeed[] {
  const { client, family, plan } = opening
  if (work === 'diagnostics') return []
  const random = new Random(`spent ${plan.openedAt} ${plan.title}`)
  const bought = BOUGHT[client.locale][family.category] ?? []
  const material =
    bought.length > 0 && random.chance(BOUGHT_FOR) ? materials(random, client.locale, bought) : []
  return [...(work === 'on_site' ? road(random, client.locale) : []), ...material]
}

function road(random: Random, locale: Locale): SpentSeed[] {
  const [units, names, cost] = [UNITS[locale], ROAD[locale], OWN_COST[locale]]
  const isBillable = !random.chance(0.15)
  const plain = { markupPercent: '0', isBillable }
  return [
    {
      ...{ ...plain, kind: 'mileage', name: names.trip, unit: units.road },
      ...{ quantity: String(random.whole(6, 46)), costMinor: cost.perKm },
    },
    {
      ...{ ...plain, kind: 'call_out', name: names.visit, unit: units.visit },
      ...{ quantity: '1', costMinor: cost.visit },
    },
  ]
}

function materials(random: Random, locale: Locale, bought: Bought[]): SpentSeed[] {
  const [name, costMinor, [from, to]] = random.pick(bought)
  const [units, cost] = [UNITS[locale], OWN_COST[locale]]
  const quantity = String(random.whole(from, to))
  return [
    {
      ...{ kind: 'material', name, quantity, unit: units.piece, costMinor },
      ...{ markupPercent: random.pick(['10', '15', '20']), isBillable: true },
    },
    ...(random.chance(0.5)
      ? [
          {
            ...{ kind: 'other_expense' as const, name: ROAD[locale].courier, quantity: '1' },
            ...{ unit: units.piece, costMinor: cost.courier, markupPercent: '0' },
            isBillable: false,
          },
        ]
      : []),
  ]
}
