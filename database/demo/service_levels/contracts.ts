import type { AgreedRule } from '#contracts/actions/write_terms'
import type { Signatories, Signatory } from '#contracts/models/contract_types'
import type { RoundingTerms, TravelTerms } from '#contracts/models/terms_types'

export type ContractSeed = {
  number: string
  name: string
  organisation: string
  agreement: string
  /** Months before this one in which it began, and after this one until which it lasts. */
  months: [since: number, until: number]
  timeZone: string
  currency: string
  vatProfile: 'standard' | 'none'
  vatMode: 'exclusive' | 'inclusive'
  /** Of an hour without a price of its own. */
  ratePerHourMinor: number
  rounding: RoundingTerms
  /** Null: the road costs what it cost us. */
  travel: TravelTerms | null
  rules: AgreedRule[]
  signatories: Signatories
  /** Empty: every service. */
  services: string[]
  /** The client approves what is charged before the act. */
  needsClientApproval?: boolean
}

const DIRECTOR: Signatory = {
  name: 'Орлов Виктор Степанович',
  position: 'Генеральный директор',
  authority: 'Устава',
}

/** Four clients, four kinds of terms; the clinic and the Ural works have no contract. */
export const CONTRACTS: ContractSeed[] = [
  {
    number: 'ОС-2025/014',
    name: 'Абонентское обслуживание торговой сети',
    organisation: 'ROMASHKA',
    needsClientApproval: true,
    agreement: 'SLA-GOLD',
    months: [14, 9],
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    vatProfile: 'standard',
    vatMode: 'exclusive',
    ratePerHourMinor: 320_000,
    rounding: { scope: 'entry', minimum: 15, increment: 15, mode: 'up' },
    travel: { travelPercent: '50', perKmMinor: 2_800, callOutFeeMinor: 180_000 },
    rules: [
      {
        key: 'support',
        kind: 'fixed_fee',
        terms: {
          ...{ feeMinor: 28_500_000, includedMinutes: 5_400 },
          ...{ overageRatePerHourMinor: 320_000, rollover: false },
        },
      },
    ],
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Ларионова Марина Геннадьевна',
        position: 'Генеральный директор',
        authority: 'Устава',
      },
    },
    services: [],
  },
  {
    number: 'ОС-2026/003',
    name: 'Обслуживание по блокам часов',
    organisation: 'TSP',
    agreement: 'SLA-STANDARD',
    months: [10, 1],
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    vatProfile: 'standard',
    vatMode: 'inclusive',
    ratePerHourMinor: 350_000,
    rounding: { scope: 'entry', minimum: 30, increment: 15, mode: 'up' },
    travel: null,
    rules: [
      {
        key: 'block',
        kind: 'prepaid_block',
        terms: {
          ...{ feeMinor: 12_000_000, grantMinutes: 2_400, lifePeriods: 3 },
          ...{ rolloverCapMinutes: null, weighsBands: false },
          overage: { kind: 'rate', ratePerHourMinor: 350_000 },
        },
      },
    ],
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Воронин Александр Кириллович',
        position: 'Генеральный директор',
        authority: 'Устава',
      },
    },
    services: [],
  },
  {
    number: 'ОС-2026/011',
    name: 'Пакет обращений',
    organisation: 'VML',
    agreement: 'SLA-EAST',
    months: [7, 4],
    timeZone: 'Asia/Vladivostok',
    currency: 'RUB',
    vatProfile: 'standard',
    vatMode: 'exclusive',
    ratePerHourMinor: 300_000,
    rounding: { scope: 'ticket', minimum: 0, increment: 1, mode: 'up' },
    travel: null,
    rules: [
      {
        key: 'pack',
        kind: 'incident_pack',
        terms: {
          ...{ packSize: 20, packPriceMinor: 6_400_000, purchase: 'monthly' },
          ...{ singlePriceMinor: 390_000, lifePeriods: null },
        },
      },
    ],
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Ковальчук Андрей Тимофеевич',
        position: 'Директор',
        authority: 'Устава',
      },
    },
    services: ['WORKPLACE', 'ACCESS', 'PRINT', 'LAN', 'INTERNET', 'ERP', 'MAIL'],
  },
  {
    number: 'OS-EU-2026/01',
    name: 'IT support, time and material',
    organisation: 'LINDENHOF',
    agreement: 'SLA-EUROPE',
    months: [8, 15],
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    vatProfile: 'none',
    vatMode: 'exclusive',
    ratePerHourMinor: 7_800,
    rounding: { scope: 'entry', minimum: 15, increment: 15, mode: 'up' },
    travel: { travelPercent: '50', perKmMinor: 52, callOutFeeMinor: 4_500 },
    rules: [{ key: 'work', kind: 'tm', terms: { minimumMinor: null, capMinor: null } }],
    signatories: {
      provider: {
        name: 'Viktor Orlov',
        position: 'Chief Executive Officer',
        authority: 'the Charter',
      },
      client: {
        name: 'Katharina Brandt',
        position: 'Managing Director',
        authority: 'sole power of representation',
      },
    },
    services: [],
  },
]
