import { group, link, type ItemSeed } from '#database/demo/items/define_item'

const PLATFORM = { organisation: 'OPORA', team: 'infrastructure', state: 'ok' } as const

type BaseSeed = {
  name: string
  organisation: string
  database: string
  server: string
  configuration: string
  version: string
  users: number
}

const BUSINESS: BaseSeed[] = [
  base(
    '1С:Бухгалтерия ООО Ромашка',
    'ROMASHKA',
    'db_rmk_acc',
    'srv1c-rmk',
    'Бухгалтерия предприятия',
    '3.0.165.19',
    24
  ),
  base(
    '1С:Управление торговлей Ромашка',
    'ROMASHKA',
    'db_rmk_trade',
    'srv1c-rmk',
    'Управление торговлей',
    '11.5.19.84',
    61
  ),
  base(
    '1С:ЗУП Ромашка',
    'ROMASHKA',
    'db_rmk_hr',
    'srv1c-rmk',
    'Зарплата и управление персоналом',
    '3.1.30.57',
    6
  ),
  base(
    '1С:Бухгалтерия АО Техностройпроект',
    'TSP',
    'db_tsp_acc',
    'srv1c-tsp',
    'Бухгалтерия предприятия',
    '3.0.165.19',
    9
  ),
  base(
    '1С:Документооборот Техностройпроект',
    'TSP',
    'db_tsp_docs',
    'srv1c-tsp',
    'Документооборот КОРП',
    '3.0.16.21',
    48
  ),
  base(
    '1С:ERP Уралметаллсервис',
    'URALMET',
    'db_ural_erp',
    'srv1c-ural',
    'ERP Управление предприятием',
    '2.5.20.66',
    37
  ),
  base(
    '1С:Бухгалтерия Востокморлогистика',
    'VML',
    'db_vml_acc',
    'srv1c-vml',
    'Бухгалтерия предприятия',
    '3.0.165.19',
    8
  ),
]

/** Database servers, the databases on them, and the 1C bases that people work in. */
export const DATABASE_ITEMS: ItemSeed[] = [
  engine('pg-1c-main', 'msk-dc1-sql01', 'PostgreSQL 1C', '16.6', 'streaming, primary'),
  engine(
    'pg-1c-standby',
    'msk-dc1-sql02',
    'PostgreSQL 1C',
    '16.6',
    'streaming, standby',
    link('failover_to', 'pg-1c-main')
  ),
  { ...engine('pg-med', 'med-pg01', 'Postgres Pro', '16.4', 'single'), organisation: 'ZDRAVITSA' },
  databaseItem('db_med_mis', 'ZDRAVITSA', 'pg-med', '212'),
  ...BUSINESS.map(({ organisation, database: name, users }) =>
    databaseItem(name, organisation, 'pg-1c-main', String(8 + users * 3))
  ),
  oneCServer('srv1c-rmk', 'ROMASHKA', ['rmk-1c-app01', 'rmk-1c-app02']),
  oneCServer('srv1c-tsp', 'TSP', ['tsp-1c-app01']),
  oneCServer('srv1c-ural', 'URALMET', ['ural-1c-app01']),
  oneCServer('srv1c-vml', 'VML', ['vml-1c-app01']),
  ...BUSINESS.map(
    ({ name, organisation, server, database: store, configuration, version, users }): ItemSeed => ({
      name,
      organisation,
      classCode: 'erp_1c_base',
      team: 'applications',
      owner: 'ryabova',
      criticality: 2,
      state: 'ok',
      attributes: {
        platform_version: '8.3.25.1394',
        configuration_name: configuration,
        configuration_version: version,
        user_count: users,
      },
      links: [
        ...link('runs_on', server),
        ...link('depends_on', store),
        ...link('backed_up_by', 'backup-1c-hourly'),
      ],
    })
  ),
]

function base(
  name: string,
  organisation: string,
  database: string,
  server: string,
  configuration: string,
  version: string,
  users: number
): BaseSeed {
  return { name, organisation, database, server, configuration, version, users }
}

function engine(
  name: string,
  host: string,
  product: string,
  version: string,
  mode: string,
  links = link('runs_on')
): ItemSeed {
  return {
    ...PLATFORM,
    name,
    classCode: 'db_instance',
    criticality: 2,
    attributes: { engine: product, product_version: version, port: 5432, availability_mode: mode },
    links: [...link('runs_on', host), ...links],
  }
}

function databaseItem(
  name: string,
  organisation: string,
  instance: string,
  size: string
): ItemSeed {
  return {
    ...PLATFORM,
    name,
    organisation,
    classCode: 'database',
    attributes: {
      schema_name: 'public',
      size_gb: size,
      collation: 'ru_RU.UTF-8',
      backup_policy: 'каждый час, 45 дней',
    },
    links: link('runs_on', instance),
  }
}

function oneCServer(name: string, organisation: string, hosts: string[]): ItemSeed {
  return {
    ...PLATFORM,
    name,
    organisation,
    classCode: 'app_server',
    criticality: 2,
    attributes: { runtime: '1С:Предприятие 8.3', product_version: '8.3.25.1394' },
    links: group('runs_on', 'nodes', 'any', hosts),
  }
}
