import { group, link, type ItemSeed } from '#database/demo/items/define_item'

const PLATFORM = { organisation: 'OPORA', team: 'infrastructure', state: 'ok' } as const
const ROMASHKA = { organisation: 'ROMASHKA', team: 'applications', state: 'ok' } as const

/** Directory, mail, web and what connects the programs. */
export const APPLICATION_ITEMS: ItemSeed[] = [
  {
    ...PLATFORM,
    name: 'ad.opora.local',
    classCode: 'directory_service',
    criticality: 2,
    attributes: { domain: 'ad.opora.local', functional_level: '2016' },
    links: group('runs_on', 'controllers', 'any', ['msk-dc01', 'msk-dc02']),
  },
  ...['mail-msk01', 'mail-msk02'].map((name, at) => ({
    ...PLATFORM,
    name,
    classCode: 'mail_server',
    criticality: 2,
    attributes: {
      product: 'CommuniGate Pro 6.4',
      mail_domains: 'romashka-td.example, tsproekt.example, vml.example',
    },
    links: [
      ...link('runs_on', `msk-mx0${at + 1}`),
      ...link('depends_on', 'ad.opora.local'),
      ...link('backed_up_by', 'backup-mail-daily'),
    ],
  })),
  {
    ...ROMASHKA,
    name: 'nginx-rmk',
    classCode: 'web_server',
    attributes: { product: 'nginx', product_version: '1.28' },
    links: [
      ...group('runs_on', 'nodes', 'any', ['rmk-web01', 'rmk-web02']),
      ...link('depends_on', 'msk-dc1-lb01'),
    ],
  },
  {
    ...ROMASHKA,
    name: 'shop.romashka-td.example',
    classCode: 'web_site',
    criticality: 2,
    attributes: { url: 'https://shop.romashka-td.example', cms: '1С-Битрикс 24.0' },
    links: [...link('runs_on', 'nginx-rmk'), ...link('backed_up_by', 'backup-vm-daily')],
  },
  {
    ...ROMASHKA,
    name: 'Сервер касс «Ромашка»',
    classCode: 'application_instance',
    criticality: 2,
    attributes: { app_version: '5.8.2', port: 8443, install_path: '/opt/pos-server' },
    links: link('runs_on', 'rmk-pos01'),
  },
  flow('Обмен УТ — интернет-магазин', 'HTTP API', 'каждые 15 минут', [
    '1С:Управление торговлей Ромашка',
    'shop.romashka-td.example',
  ]),
  flow('Выгрузка чеков в УТ', 'FTP/XML', 'каждые 30 минут', [
    'Сервер касс «Ромашка»',
    '1С:Управление торговлей Ромашка',
  ]),
  flow('Обмен УТ — Бухгалтерия', 'КД 3.0', 'ежедневно 22:00', [
    '1С:Управление торговлей Ромашка',
    '1С:Бухгалтерия ООО Ромашка',
  ]),
  {
    organisation: 'ZDRAVITSA',
    team: 'applications',
    state: 'ok',
    name: 'МИС «Здравица»',
    classCode: 'business_application',
    criticality: 2,
    attributes: {
      app_version: '4.12',
      personal_data_level: 'УЗ-2',
      user_count: 32,
      url: 'https://mis.zdravitsa.example',
    },
    links: [...link('runs_on', 'med-mis01'), ...link('depends_on', 'db_med_mis')],
  },
  {
    organisation: 'TSP',
    team: 'applications',
    state: 'ok',
    name: 'Сервер лицензий nanoCAD',
    classCode: 'application_instance',
    attributes: { app_version: '24.1', port: 27001 },
    links: link('runs_on', 'tsp-lic01'),
  },
  certificate('*.romashka-td.example', '2027-03-02', 'nginx-rmk', 'ROMASHKA'),
  certificate('mail.opora-service.example', '2027-01-18', 'mail-msk01', 'OPORA'),
  certificate('vpn.opora-service.example', '2026-12-20', 'msk-dc1-vpn01', 'OPORA'),
]

function flow(name: string, protocol: string, schedule: string, ends: string[]): ItemSeed {
  return {
    ...ROMASHKA,
    name,
    classCode: 'integration_flow',
    attributes: { protocol, schedule },
    links: link('depends_on', ...ends),
  }
}

function certificate(name: string, expires: string, place: string, organisation: string): ItemSeed {
  return {
    ...PLATFORM,
    organisation,
    name: `TLS ${name}`,
    classCode: 'certificate_tls',
    state: undefined,
    attributes: { common_name: name, issuer: 'GlobalSign GCC R3 DV', expires_on: expires },
    links: link('installed_on', place),
  }
}
