import type { ServiceStatus } from '#catalog/models/service_types'
import type { TeamCode } from '#database/demo/directory/teams'

export type ServiceSeed = {
  code: string
  status: ServiceStatus
  nameRu: string
  nameEn: string
  descriptionRu: string
  descriptionEn: string
  criticality: number
  owner: string
  team: TeamCode
}

type Row = [
  code: string,
  criticality: number,
  owner: string,
  team: TeamCode,
  ru: [name: string, description: string],
  en: [name: string, description: string],
]

const ROWS: Row[] = [
  [
    'WORKPLACE',
    3,
    'gromova',
    'first-line',
    ['Рабочее место', 'Компьютеры, ноутбуки и программы на них: установка, ремонт, замена.'],
    ['Workplace', 'Desktops, laptops and the software on them: setup, repair, replacement.'],
  ],
  [
    'ACCESS',
    3,
    'gromova',
    'first-line',
    ['Учётные записи и доступ', 'Вход в домен, пароли, права на ресурсы, блокировки.'],
    ['Accounts and access', 'Domain sign-in, passwords, permissions, lockouts.'],
  ],
  [
    'PRINT',
    4,
    'zhukov',
    'first-line',
    [
      'Печать и сканирование',
      'Принтеры, МФУ и плоттеры, расходные материалы, сканирование в папку и на почту.',
    ],
    [
      'Printing and scanning',
      'Printers, multifunction devices and plotters, supplies, scan to folder and mail.',
    ],
  ],
  [
    'PHONE',
    3,
    'tikhonov',
    'first-line',
    ['Телефония', 'Внутренняя и городская связь, IP-телефоны, переадресация, запись разговоров.'],
    ['Telephony', 'Internal and external calls, IP phones, forwarding, call recording.'],
  ],
  [
    'MAIL',
    2,
    'sokolov',
    'infrastructure',
    ['Корпоративная почта', 'Почтовые ящики, рассылки, календари, защита от спама.'],
    ['Corporate e-mail', 'Mailboxes, distribution lists, calendars, spam protection.'],
  ],
  [
    'LAN',
    3,
    'tikhonov',
    'infrastructure',
    ['Локальная сеть и Wi-Fi', 'Проводная и беспроводная сеть офисов, магазинов и складов.'],
    ['Office network and Wi-Fi', 'Wired and wireless network of offices, shops and warehouses.'],
  ],
  [
    'INTERNET',
    2,
    'tikhonov',
    'infrastructure',
    ['Интернет и удалённый доступ', 'Каналы связи, связь между площадками, VPN для сотрудников.'],
    ['Internet and remote access', 'Internet lines, links between sites, VPN for employees.'],
  ],
  [
    'FILES',
    3,
    'melnik',
    'infrastructure',
    ['Файловые ресурсы', 'Общие и личные сетевые папки, восстановление файлов.'],
    ['File services', 'Shared and personal network folders, recovery of files.'],
  ],
  [
    'SERVERS',
    2,
    'sokolov',
    'infrastructure',
    ['Виртуальные серверы', 'Размещение и сопровождение виртуальных машин в ЦОД «Опора».'],
    ['Virtual servers', 'Hosting and operation of virtual machines in the Opora data centre.'],
  ],
  [
    'BACKUP',
    2,
    'melnik',
    'infrastructure',
    [
      'Резервное копирование',
      'Ежедневные копии серверов и баз, проверка восстановления раз в квартал.',
    ],
    ['Backup', 'Daily backups of servers and databases, quarterly restore tests.'],
  ],
  [
    'ERP',
    2,
    'ryabova',
    'applications',
    ['1С и учётные системы', 'Сопровождение баз 1С: ошибки, обновления, обмены, отчётность.'],
    [
      'ERP and accounting',
      'Support of accounting and ERP systems: errors, updates, exchanges, reports.',
    ],
  ],
  [
    'POS',
    1,
    'zhukov',
    'field-service',
    ['Кассы магазинов', 'Кассовые терминалы, фискальные накопители, эквайринг, сканеры и весы.'],
    ['Shop tills', 'POS terminals, fiscal drives, card payment, scanners and scales.'],
  ],
]

/** What is not offered yet, and what is offered no more. */
const MORE_ROWS = {
  pipeline: [
    [
      'VIDEO',
      3,
      'tikhonov',
      'infrastructure',
      ['Видеоконференции', 'Встречи с видео и записью, переговорные комнаты.'],
      // The translation is still to come.
      ['', ''],
    ],
  ],
  retired: [
    [
      'FAX',
      4,
      'tikhonov',
      'first-line',
      ['Факсы', 'Приём и отправка факсов через почту.'],
      ['Fax', 'Receiving and sending faxes by mail.'],
    ],
  ],
} satisfies Record<string, Row[]>

/** The catalogue of the provider as its clients use it. */
export const SERVICES: ServiceSeed[] = ROWS.map((row) => toSeed(row, 'live'))

/** The services beside it. */
export const MORE_SERVICES: ServiceSeed[] = [
  ...MORE_ROWS.pipeline.map((row) => toSeed(row as Row, 'pipeline')),
  ...MORE_ROWS.retired.map((row) => toSeed(row as Row, 'retired')),
]

function toSeed([code, criticality, owner, team, ru, en]: Row, status: ServiceStatus): ServiceSeed {
  return {
    ...{ code, status, criticality, owner, team },
    nameRu: ru[0],
    descriptionRu: ru[1],
    nameEn: en[0],
    descriptionEn: en[1],
  }
}
