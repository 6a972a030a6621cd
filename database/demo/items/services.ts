import { group, link, type ItemSeed, type Link } from '#database/demo/items/define_item'
import { SERVICES } from '#database/demo/service_levels/services'

/** What each service of the catalogue is made of, in the provider's own house. */
const REALISED: Record<string, Link[]> = {
  WORKPLACE: link('depends_on', 'ad.opora.local'),
  ACCESS: link('realised_by', 'ad.opora.local'),
  PRINT: link('depends_on', 'msk-fs01'),
  PHONE: link('realised_by', 'msk-pbx01'),
  MAIL: [
    ...group('realised_by', 'nodes', 'any', ['mail-msk01', 'mail-msk02']),
    ...link('depends_on', 'TLS mail.opora-service.example'),
  ],
  LAN: group('depends_on', 'core', 'any', ['msk-dc1-core01', 'msk-dc1-core02']),
  INTERNET: group('realised_by', 'gateways', 'any', ['msk-dc1-vpn01', 'msk-dc1-vpn02']),
  FILES: [...link('realised_by', 'msk-fs01'), ...link('depends_on', 'ad.opora.local')],
  SERVERS: group('realised_by', 'clusters', 'any', ['msk-dc1-cl01', 'msk-dc1-cl02']),
  BACKUP: link('realised_by', 'msk-dc1-backup'),
  ERP: link('realised_by', 'pg-1c-main'),
  POS: link('realised_by', 'Сервер касс «Ромашка»'),
}

type ClientRow = [name: string, organisation: string, service: string, users: number, needs: Link[]]

const CLIENT_ROWS: ClientRow[] = [
  [
    'Торговля в магазинах «Ромашка»',
    'ROMASHKA',
    'POS',
    42,
    [
      ...link('depends_on', 'Сервер касс «Ромашка»', '1С:Управление торговлей Ромашка'),
      ...group(
        'depends_on',
        'shops',
        'at_least',
        ['rmk-sokol-rt01', 'rmk-taganka-rt01', 'rmk-mitino-rt01'],
        2
      ),
    ],
  ],
  [
    'Учёт и зарплата «Ромашка»',
    'ROMASHKA',
    'ERP',
    30,
    link('depends_on', '1С:Бухгалтерия ООО Ромашка', '1С:ЗУП Ромашка'),
  ],
  [
    'Интернет-магазин «Ромашка»',
    'ROMASHKA',
    'SERVERS',
    15,
    link('depends_on', 'shop.romashka-td.example', 'Обмен УТ — интернет-магазин'),
  ],
  ['Почта «Ромашка»', 'ROMASHKA', 'MAIL', 64, link('provided_by', 'Корпоративная почта')],
  ['Файлы «Ромашка»', 'ROMASHKA', 'FILES', 40, link('depends_on', 'rmk-fs01')],
  [
    'Удалённые рабочие столы «Ромашка»',
    'ROMASHKA',
    'SERVERS',
    26,
    link('depends_on', 'rmk-ts01', 'msk-rds-gw01'),
  ],
  [
    'Приёмка и отгрузка склада',
    'ROMASHKA-LOG',
    'LAN',
    12,
    link('depends_on', 'rmk-wh-sw01', '1С:Управление торговлей Ромашка'),
  ],
  [
    'Проектирование (САПР)',
    'TSP',
    'SERVERS',
    35,
    link('depends_on', 'tsp-ts01', 'tsp-fs01', 'Сервер лицензий nanoCAD'),
  ],
  [
    'Учёт и документооборот ТСП',
    'TSP',
    'ERP',
    50,
    link('depends_on', '1С:Бухгалтерия АО Техностройпроект', '1С:Документооборот Техностройпроект'),
  ],
  ['Почта ТСП', 'TSP', 'MAIL', 58, link('provided_by', 'Корпоративная почта')],
  [
    'Запись и приём пациентов',
    'ZDRAVITSA',
    'SERVERS',
    32,
    link('depends_on', 'МИС «Здравица»', 'med-fw01'),
  ],
  ['Учёт Уралметаллсервис', 'URALMET', 'ERP', 37, link('depends_on', '1С:ERP Уралметаллсервис')],
  [
    'Учёт Востокморлогистика',
    'VML',
    'ERP',
    8,
    link('depends_on', '1С:Бухгалтерия Востокморлогистика'),
  ],
  ['Диспетчеризация перевозок', 'VML', 'INTERNET', 11, link('depends_on', 'vml-ts01', 'vml-rt01')],
  [
    'Office and mail (Lindenhof)',
    'LINDENHOF',
    'MAIL',
    28,
    link('depends_on', 'Microsoft 365 (Lindenhof)', 'ber-fw01'),
  ],
  [
    'Order processing (Lindenhof)',
    'LINDENHOF',
    'ERP',
    19,
    link('depends_on', 'lin-erp01', 'lin-erp-db'),
  ],
  [
    'Warehouse dispatch (Hamburg)',
    'LINDENHOF-HH',
    'LAN',
    9,
    link('depends_on', 'ham-sw01', 'lin-erp01'),
  ],
]

/** The catalogue's twins and what the clients call their services, on top of the graph. */
export const SERVICE_ITEMS: ItemSeed[] = [
  ...SERVICES.map(({ code, nameRu, descriptionRu, criticality, team, owner }) => ({
    name: nameRu,
    organisation: 'OPORA',
    classCode: ['SERVERS', 'BACKUP', 'LAN'].includes(code)
      ? 'technical_service'
      : 'business_service',
    status: 'live' as const,
    // The service itself already carries its weight; the twin must not raise priorities twice.
    criticality: Math.max(2, criticality),
    team,
    owner,
    service: code,
    description: descriptionRu,
    links: REALISED[code],
  })),
  ...CLIENT_ROWS.map(([name, organisation, service, users, links]) => ({
    name,
    organisation,
    classCode: 'business_service',
    status: 'live' as const,
    criticality: 2,
    service,
    attributes: {
      service_hours: organisation.startsWith('LINDENHOF') ? '9:00–17:00' : '9:00–18:00',
      user_count: users,
    },
    links,
  })),
]
