import { link, uplink, type ItemSeed } from '#database/demo/items/define_item'
import { hashOf } from '#database/demo/random'

type Row = [
  name: string,
  organisation: string,
  cluster: 1 | 2,
  segment: string,
  size: string,
  purpose: string,
]

const WEB = 'vlan-20-web'
const APP = 'vlan-30-app'
const DATA = 'vlan-40-db'
const INFRA = 'vlan-50-infra'

/** Machines of the provider and of its clients; size is cores and gigabytes of memory. */
const ROWS: Row[] = [
  ['msk-dc01', 'OPORA', 1, INFRA, '4/16', 'Контроллер домена'],
  ['msk-dc02', 'OPORA', 2, INFRA, '4/16', 'Контроллер домена, резервный'],
  ['msk-mx01', 'OPORA', 1, INFRA, '8/32', 'Почтовый сервер'],
  ['msk-mx02', 'OPORA', 1, INFRA, '8/32', 'Почтовый сервер, второй узел'],
  ['msk-fs01', 'OPORA', 1, INFRA, '4/24', 'Файловый сервер'],
  ['msk-pbx01', 'OPORA', 2, INFRA, '4/8', 'Телефонная станция'],
  ['msk-mon01', 'OPORA', 2, INFRA, '8/16', 'Мониторинг Zabbix'],
  ['msk-wiki01', 'OPORA', 2, WEB, '2/8', 'База знаний'],
  ['msk-rds-gw01', 'OPORA', 1, WEB, '4/16', 'Шлюз удалённых рабочих столов'],
  ['rmk-1c-app01', 'ROMASHKA', 1, APP, '16/64', 'Сервер 1С:Предприятия'],
  ['rmk-1c-app02', 'ROMASHKA', 1, APP, '16/64', 'Сервер 1С:Предприятия, второй узел'],
  ['rmk-ts01', 'ROMASHKA', 1, APP, '16/96', 'Терминальный сервер'],
  ['rmk-fs01', 'ROMASHKA', 1, INFRA, '4/16', 'Файловый сервер'],
  ['rmk-web01', 'ROMASHKA', 2, WEB, '8/16', 'Интернет-магазин'],
  ['rmk-web02', 'ROMASHKA', 2, WEB, '8/16', 'Интернет-магазин, второй узел'],
  ['rmk-pos01', 'ROMASHKA', 1, APP, '4/16', 'Сервер обмена с кассами'],
  ['tsp-1c-app01', 'TSP', 1, APP, '8/32', 'Сервер 1С:Предприятия'],
  ['tsp-ts01', 'TSP', 1, APP, '16/128', 'Терминальный сервер проектировщиков'],
  ['tsp-fs01', 'TSP', 1, INFRA, '8/32', 'Файловый сервер чертежей'],
  ['tsp-lic01', 'TSP', 2, APP, '2/4', 'Сервер лицензий САПР'],
  ['med-mis01', 'ZDRAVITSA', 1, APP, '8/32', 'Медицинская информационная система'],
  ['med-pg01', 'ZDRAVITSA', 1, DATA, '8/48', 'СУБД медицинской системы'],
  ['ural-1c-app01', 'URALMET', 1, APP, '8/32', 'Сервер 1С:Предприятия'],
  ['vml-1c-app01', 'VML', 1, APP, '8/24', 'Сервер 1С:Предприятия'],
  ['vml-ts01', 'VML', 2, APP, '8/48', 'Терминальный сервер'],
]

export const VIRTUAL_MACHINE_ITEMS: ItemSeed[] = ROWS.map(toItem)

function toItem([name, organisation, cluster, segment, size, purpose]: Row, at: number): ItemSeed {
  const [cores = '4', memory = '16'] = size.split('/')
  const isWindows = /ts\d|fs\d|dc\d|lic|rds/.test(name)
  const volume = cluster === 1 ? `msk-dc1-vol0${1 + (at % 4)}` : `msk-dc1-vol0${5 + (at % 2)}`
  return {
    name,
    organisation,
    classCode: 'virtual_machine',
    team: 'infrastructure',
    criticality: /1c-app|mx|dc0|mis|pos/.test(name) ? 2 : 3,
    state: 'ok',
    ip: `10.10.${segment.slice(5, 7)}.${50 + at}`,
    description: purpose,
    attributes: {
      fqdn: `${name}.opora-service.example`,
      os: isWindows ? 'Windows Server' : 'Astra Linux',
      os_version: isWindows ? '2022' : '1.8',
      cpu_cores: Number(cores),
      ram_gb: Number(memory),
      vm_uuid: `420f${hashOf(name).toString(16).padStart(8, '0')}-${hashOf(`vm:${name}`).toString(16)}`,
    },
    links: [
      ...link('runs_on', `msk-dc1-cl0${cluster}`),
      ...link('stores_on', volume),
      ...uplink(segment),
      ...link('backed_up_by', name.includes('fs') ? 'backup-files-daily' : 'backup-vm-daily'),
    ],
  }
}
