import type {
  BillingKind,
  BillingTerms,
  Signatories,
  Signatory,
} from '#contracts/models/contract_types'

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
  billingKind: BillingKind
  billingTerms: BillingTerms
  signatories: Signatories
  /** Empty: every service. */
  services: string[]
}

const DIRECTOR: Signatory = {
  name: 'Орлов Виктор Степанович',
  position: 'Генеральный директор',
  authority: 'действует на основании Устава',
}

/** Four clients, four kinds of terms; the clinic and the Ural works have no contract. */
export const CONTRACTS: ContractSeed[] = [
  {
    number: 'ОС-2025/014',
    name: 'Абонентское обслуживание торговой сети',
    organisation: 'ROMASHKA',
    agreement: 'SLA-GOLD',
    months: [14, 9],
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    vatProfile: 'standard',
    vatMode: 'exclusive',
    billingKind: 'fixed_fee',
    billingTerms: {
      rounding: { scope: 'entry', minimum: 15, increment: 15, mode: 'up' },
      feeMinor: 28_500_000,
      includedMinutes: 5_400,
      ratePerHourMinor: 320_000,
    },
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Ларионова Марина Геннадьевна',
        position: 'Генеральный директор',
        authority: 'действует на основании Устава',
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
    billingKind: 'prepaid_block',
    billingTerms: {
      rounding: { scope: 'entry', minimum: 30, increment: 15, mode: 'up' },
      feeMinor: 12_000_000,
      includedMinutes: 2_400,
      expiresAfterPeriods: 3,
      ratePerHourMinor: 350_000,
    },
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Воронин Александр Кириллович',
        position: 'Генеральный директор',
        authority: 'действует на основании Устава',
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
    billingKind: 'incident_pack',
    billingTerms: {
      rounding: { scope: 'ticket', minimum: 0, increment: 1, mode: 'up' },
      packUnits: 20,
      packPriceMinor: 6_400_000,
      unitPriceMinor: 390_000,
      ratePerHourMinor: 300_000,
    },
    signatories: {
      provider: DIRECTOR,
      client: {
        name: 'Ковальчук Андрей Тимофеевич',
        position: 'Директор',
        authority: 'действует на основании Устава',
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
    billingKind: 'tm',
    billingTerms: {
      rounding: { scope: 'entry', minimum: 15, increment: 15, mode: 'up' },
      ratePerHourMinor: 7_800,
    },
    signatories: {
      provider: {
        name: 'Viktor Orlov',
        position: 'Chief Executive Officer',
        authority: 'acting under the Charter',
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
