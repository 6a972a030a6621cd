import type { OrganisationKind } from '#directory/models/organisation_types'

export type SiteSeed = {
  name: string
  address: string
  region?: string
  latitude?: number
  longitude?: number
}
export type OrganisationSeed = {
  code: string
  name: string
  legalName: string
  kind: OrganisationKind
  parent: string | null
  timeZone: string
  locale: 'ru' | 'en'
  taxNumber: string | null
  taxRegistrationCode: string | null
  address: string
  bankDetails: string | null
  sites: SiteSeed[]
}

const MOSCOW = 'Europe/Moscow'
const YEKATERINBURG = 'Asia/Yekaterinburg'
const VLADIVOSTOK = 'Asia/Vladivostok'
const BERLIN = 'Europe/Berlin'

export const PROVIDER = 'OPORA'

/** The provider first, its supplier last, parents before their parts; every company is invented. */
export const ORGANISATIONS: OrganisationSeed[] = [
  {
    code: PROVIDER,
    name: 'Опора Сервис',
    legalName: 'ООО «Опора Сервис»',
    kind: 'provider',
    parent: null,
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '7703845124',
    taxRegistrationCode: '770301001',
    address: '107023, г. Москва, ул. Электрозаводская, д. 24, офис 410',
    bankDetails: 'р/с 40702810300010004417 в АО «Столичный деловой банк», БИК 044525974',
    sites: [
      {
        name: 'Офис на Электрозаводской',
        address: 'г. Москва, ул. Электрозаводская, д. 24',
        ...{ latitude: 55.78531, longitude: 37.70422 },
      },
      {
        name: 'ЦОД «Опора»',
        address: 'г. Москва, 2-й Южнопортовый пр-д, д. 18, стр. 2',
        ...{ latitude: 55.71246, longitude: 37.69188 },
      },
    ],
  },
  {
    code: 'ROMASHKA',
    name: 'Ромашка',
    legalName: 'ООО «Торговый дом «Ромашка»',
    kind: 'client',
    parent: null,
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '7715076434',
    taxRegistrationCode: '771501001',
    address: '127254, г. Москва, ул. Руставели, д. 14, стр. 6',
    bankDetails: null,
    sites: [
      {
        name: 'Центральный офис',
        address: 'г. Москва, ул. Руставели, д. 14, стр. 6',
        ...{ latitude: 55.81602, longitude: 37.60255 },
      },
      { name: 'Магазин «Сокол»', address: 'г. Москва, Ленинградский пр-т, д. 71' },
      { name: 'Магазин «Таганка»', address: 'г. Москва, ул. Таганская, д. 9' },
      { name: 'Магазин «Митино»', address: 'г. Москва, ул. Митинская, д. 40' },
    ],
  },
  {
    code: 'ROMASHKA-LOG',
    name: 'Ромашка Логистика',
    legalName: 'ООО «Ромашка Логистика»',
    kind: 'part',
    parent: 'ROMASHKA',
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '5009123486',
    taxRegistrationCode: '500901001',
    address: '142000, Московская обл., г. Домодедово, ул. Логистическая, д. 1',
    bankDetails: null,
    sites: [
      {
        name: 'Склад Домодедово',
        address: 'г. Домодедово, ул. Логистическая, д. 1',
        ...{ region: 'Московская область', latitude: 55.43672, longitude: 37.76812 },
      },
    ],
  },
  {
    code: 'TSP',
    name: 'Техностройпроект',
    legalName: 'АО «Техностройпроект»',
    kind: 'client',
    parent: null,
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '7743190844',
    taxRegistrationCode: '774301001',
    address: '125171, г. Москва, Ленинградское ш., д. 16А, стр. 3',
    bankDetails: null,
    sites: [
      {
        name: 'Офис на Ленинградском шоссе',
        address: 'г. Москва, Ленинградское ш., д. 16А, стр. 3',
      },
      { name: 'Стройплощадка Мытищи', address: 'г. Мытищи, Олимпийский пр-т, вл. 29' },
    ],
  },
  {
    code: 'ZDRAVITSA',
    name: 'Клиника «Здравица»',
    legalName: 'ООО «Клиника «Здравица»',
    kind: 'client',
    parent: null,
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '7728189354',
    taxRegistrationCode: '772801001',
    address: '117335, г. Москва, ул. Профсоюзная, д. 33',
    bankDetails: null,
    sites: [{ name: 'Клиника на Профсоюзной', address: 'г. Москва, ул. Профсоюзная, д. 33' }],
  },
  {
    code: 'URALMET',
    name: 'Уралметаллсервис',
    legalName: 'АО «Уралметаллсервис»',
    kind: 'client',
    parent: null,
    timeZone: YEKATERINBURG,
    locale: 'ru',
    taxNumber: '6670415266',
    taxRegistrationCode: '667001001',
    address: '620014, г. Екатеринбург, ул. Хохрякова, д. 72',
    bankDetails: null,
    sites: [
      {
        name: 'Офис Екатеринбург',
        address: 'г. Екатеринбург, ул. Хохрякова, д. 72',
        ...{ region: 'Свердловская область', latitude: 56.82745, longitude: 60.59912 },
      },
      { name: 'Цех Верхняя Пышма', address: 'г. Верхняя Пышма, ул. Петрова, д. 59' },
    ],
  },
  {
    code: 'VML',
    name: 'Востокморлогистика',
    legalName: 'ООО «Востокморлогистика»',
    kind: 'client',
    parent: null,
    timeZone: VLADIVOSTOK,
    locale: 'ru',
    taxNumber: '2540173097',
    taxRegistrationCode: '254001001',
    address: '690001, г. Владивосток, ул. Светланская, д. 83',
    bankDetails: null,
    sites: [
      {
        name: 'Офис Владивосток',
        address: 'г. Владивосток, ул. Светланская, д. 83',
        ...{ region: 'Приморский край', latitude: 43.11512, longitude: 131.90233 },
      },
    ],
  },
  {
    code: 'VML-NAHODKA',
    name: 'Востокморлогистика, филиал Находка',
    legalName: 'Филиал ООО «Востокморлогистика» в г. Находке',
    kind: 'part',
    parent: 'VML',
    timeZone: VLADIVOSTOK,
    locale: 'ru',
    taxNumber: '2540173097',
    taxRegistrationCode: '250843001',
    address: '692904, Приморский край, г. Находка, ул. Портовая, д. 22',
    bankDetails: null,
    sites: [
      {
        name: 'Терминал Находка',
        address: 'г. Находка, ул. Портовая, д. 22',
        ...{ region: 'Приморский край', latitude: 42.80931, longitude: 132.89844 },
      },
    ],
  },
  {
    code: 'LINDENHOF',
    name: 'Lindenhof Handels GmbH',
    legalName: 'Lindenhof Handels GmbH',
    kind: 'client',
    parent: null,
    timeZone: BERLIN,
    locale: 'en',
    taxNumber: 'DE312847567',
    taxRegistrationCode: null,
    address: 'Lindenstraße 48, 10969 Berlin, Germany',
    bankDetails: null,
    sites: [
      {
        name: 'Berlin head office',
        address: 'Lindenstraße 48, 10969 Berlin',
        ...{ latitude: 52.50432, longitude: 13.39871 },
      },
    ],
  },
  {
    code: 'LINDENHOF-HH',
    name: 'Lindenhof Hamburg branch',
    legalName: 'Lindenhof Handels GmbH, Niederlassung Hamburg',
    kind: 'part',
    parent: 'LINDENHOF',
    timeZone: BERLIN,
    locale: 'en',
    taxNumber: 'DE312847567',
    taxRegistrationCode: null,
    address: 'Worthdamm 12, 20457 Hamburg, Germany',
    bankDetails: null,
    sites: [
      {
        name: 'Hamburg warehouse',
        address: 'Worthdamm 12, 20457 Hamburg',
        ...{ latitude: 53.53921, longitude: 10.01144 },
      },
    ],
  },
  {
    code: 'TRANSTELESET',
    name: 'Транстелесеть',
    legalName: 'ООО «Транстелесеть»',
    kind: 'provider',
    parent: null,
    timeZone: MOSCOW,
    locale: 'ru',
    taxNumber: '7701453322',
    taxRegistrationCode: '770101001',
    address: '105005, г. Москва, ул. Радио, д. 12',
    bankDetails: null,
    sites: [],
  },
]
