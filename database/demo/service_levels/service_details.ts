import type { Currency } from '#catalog/models/service_types'

/** What the catalogue knows of a service besides its name. */
export type ServiceDetails = {
  family: string
  /** Codes of services it cannot do without. */
  needs: string[]
  /** Percent, and the calendar of the hours; null is around the clock. */
  availability?: [target: string, calendar: string | null]
  /** Cost and price of a month in roubles. */
  prices?: [cost: number, price: number]
  technical: [ru: string, en: string | null]
}

export const CURRENCY: Currency = 'RUB'

export const SERVICE_DETAILS: Record<string, ServiceDetails> = {
  WORKPLACE: {
    family: 'USER',
    needs: ['ACCESS', 'LAN'],
    availability: ['98', 'ru-moscow-5x9'],
    prices: [1_450, 2_100],
    technical: [
      'Образы разворачивает MDT с msk-fs01, обновления раздаёт WSUS. В запасе — восемь ноутбуков на складе.',
      'Images are deployed by MDT from msk-fs01, updates come from WSUS. Eight spare laptops are in stock.',
    ],
  },
  ACCESS: {
    family: 'USER',
    needs: ['SERVERS'],
    availability: ['99.9', null],
    prices: [38_000, 52_000],
    technical: [
      'Домен ad.opora.local, два контроллера msk-dc01 и msk-dc02. Временные администраторы — через PAM, срок 8 часов.',
      'Domain ad.opora.local, two controllers msk-dc01 and msk-dc02. Temporary administrators through PAM, for 8 hours.',
    ],
  },
  PRINT: {
    family: 'USER',
    needs: ['LAN'],
    availability: ['97', 'ru-moscow-5x9'],
    prices: [24_000, 33_500],
    technical: [
      'Очереди на msk-fs01, драйверы — универсальные KX и PCL6. Счётчики снимает Zabbix по SNMP.',
      'Queues on msk-fs01, universal KX and PCL6 drivers. Counters are read by Zabbix over SNMP.',
    ],
  },
  PHONE: {
    family: 'COMMS',
    needs: ['LAN'],
    availability: ['99.5', null],
    prices: [61_000, 84_000],
    technical: [
      'Asterisk 20 на msk-pbx01, транк SIP на два оператора, записи хранятся 90 дней.',
      'Asterisk 20 on msk-pbx01, SIP trunks to two carriers, recordings are kept for 90 days.',
    ],
  },
  MAIL: {
    family: 'COMMS',
    needs: ['ACCESS', 'INTERNET'],
    availability: ['99.9', null],
    prices: [95_000, 138_000],
    technical: [
      'CommuniGate Pro 6.4 на двух узлах mail-msk01 и mail-msk02, вход по учётным записям домена.',
      'CommuniGate Pro 6.4 on two nodes mail-msk01 and mail-msk02, sign-in with domain accounts.',
    ],
  },
  LAN: {
    family: 'NETWORK',
    needs: [],
    availability: ['99.5', null],
    prices: [120_000, 165_000],
    technical: [
      'Ядро — пара msk-dc1-core01 и core02 в MLAG. Доступ в офисах — стек из двух коммутаторов.',
      'The core is the MLAG pair msk-dc1-core01 and core02. Access in offices is a stack of two switches.',
    ],
  },
  INTERNET: {
    family: 'NETWORK',
    needs: ['LAN'],
    availability: ['99.9', null],
    prices: [88_000, 121_000],
    technical: [
      'Два канала разных операторов, BGP. VPN — пара msk-dc1-vpn01 и vpn02, вход с одноразовым кодом.',
      'Two lines of different carriers, BGP. VPN is the pair msk-dc1-vpn01 and vpn02, sign-in with a one-time code.',
    ],
  },
  FILES: {
    family: 'INFRA',
    needs: ['ACCESS', 'SERVERS'],
    availability: ['99.5', 'ru-moscow-5x9'],
    prices: [47_000, 63_000],
    technical: [
      'msk-fs01, тома на СХД, теневые копии трижды в день, карантин шифровальщиков по FSRM.',
      'msk-fs01, volumes on the storage array, shadow copies three times a day, FSRM against ransomware.',
    ],
  },
  SERVERS: {
    family: 'INFRA',
    needs: ['LAN'],
    availability: ['99.95', null],
    prices: [410_000, 560_000],
    technical: [
      'Кластеры msk-dc1-cl01 и cl02, запас на потерю одного узла в каждом. Переподписка CPU не выше 4:1.',
      'Clusters msk-dc1-cl01 and cl02, each survives the loss of one host. CPU oversubscription up to 4:1.',
    ],
  },
  BACKUP: {
    family: 'INFRA',
    needs: ['SERVERS'],
    availability: ['99', null],
    prices: [72_000, 99_000],
    technical: [
      'msk-dc1-backup: полная копия в воскресенье, инкременты ночью, вторая копия на ленте.',
      null,
    ],
  },
  ERP: {
    family: 'BUSINESS',
    needs: ['ACCESS', 'SERVERS'],
    availability: ['99.5', 'ru-moscow-5x9'],
    prices: [185_000, 270_000],
    technical: [
      'Базы на pg-1c-main, кластер серверов 1С 8.3, обновления — по вторникам после 20:00.',
      'Databases on pg-1c-main, a cluster of 1C 8.3 servers, updates on Tuesdays after 20:00.',
    ],
  },
  POS: {
    family: 'BUSINESS',
    needs: ['INTERNET'],
    availability: ['99.9', null],
    prices: [54_000, 92_000],
    technical: [
      'Кассы продают без связи до 72 часов, чеки догружает «Сервер касс». Фискальные накопители меняем за 30 дней до срока.',
      'Tills sell without a line for up to 72 hours, receipts follow through the POS server. Fiscal drives are replaced 30 days ahead.',
    ],
  },
  VIDEO: {
    family: 'COMMS',
    needs: ['INTERNET', 'ACCESS'],
    technical: ['Опытный сервер на двух ВМ, приёмка — в следующем квартале.', null],
  },
  FAX: { family: 'COMMS', needs: ['PHONE'], technical: ['Шлюз T.38 отключён.', null] },
}
