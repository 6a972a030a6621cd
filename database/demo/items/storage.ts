import { group, link, numbered, type ItemSeed } from '#database/demo/items/define_item'

const PLACE = { organisation: 'OPORA', site: 'ЦОД «Опора»', team: 'infrastructure' } as const
const FABRIC = numbered('msk-dc1-sansw', 2)

const JOBS: [name: string, schedule: string][] = [
  ['backup-vm-daily', 'ежедневно 23:00'],
  ['backup-1c-hourly', 'каждый час 8:00–20:00'],
  ['backup-mail-daily', 'ежедневно 01:30'],
  ['backup-files-daily', 'ежедневно 02:30'],
]

/** Disk arrays behind a doubled fabric, their volumes, and what copies them. */
export const STORAGE_ITEMS: ItemSeed[] = [
  ...FABRIC.map((name, at) => ({
    ...PLACE,
    name,
    classCode: 'san_switch',
    state: 'ok' as const,
    criticality: 2,
    product: 'Brocade|G620',
    links: link('hosted_in', at === 0 ? 'msk-dc1-a02' : 'msk-dc1-b02'),
  })),
  array('msk-dc1-san01', 'msk-dc1-a02', 'Huawei|OceanStor Dorado 5000'),
  array('msk-dc1-san02', 'msk-dc1-b02', 'Yadro|Tatlin.Unified'),
  ...numbered('msk-dc1-vol', 6).map((name, at) => ({
    ...PLACE,
    name,
    classCode: 'storage_volume',
    attributes: { size_gb: String(8192 + 2048 * at), lun: String(10 + at) },
    links: link('stores_on', at < 4 ? 'msk-dc1-san01' : 'msk-dc1-san02'),
  })),
  {
    ...PLACE,
    name: 'msk-dc1-nas01',
    classCode: 'nas',
    state: 'ok',
    product: 'Synology|RS3621xs+',
    ip: '10.10.50.60',
    attributes: { raw_tb: '192', usable_tb: '144' },
    links: link('hosted_in', 'msk-dc1-b01'),
  },
  {
    ...PLACE,
    name: 'msk-dc1-tape01',
    classCode: 'tape_library',
    product: 'HPE|StoreEver MSL2024',
    links: link('hosted_in', 'msk-dc1-b02'),
  },
  {
    ...PLACE,
    name: 'msk-dc1-backup',
    classCode: 'backup_system',
    state: 'ok',
    attributes: { product: 'Кибер Бэкап 17', retention_days: 45 },
    links: [
      ...link('runs_on', 'msk-dc1-bkp01'),
      ...link('stores_on', 'msk-dc1-nas01'),
      ...link('replicates_to', 'msk-dc1-tape01'),
    ],
  },
  ...JOBS.map(([name, schedule]) => ({
    ...PLACE,
    name,
    classCode: 'backup_job',
    attributes: { schedule },
    links: link('runs_on', 'msk-dc1-backup'),
  })),
]

function array(name: string, rack: string, product: string): ItemSeed {
  return {
    ...PLACE,
    name,
    classCode: 'storage_array',
    state: 'ok',
    criticality: 2,
    product,
    attributes: { raw_tb: '184', usable_tb: '120', raid: 'RAID-6' },
    links: [...link('hosted_in', rack), ...group('connects_to', 'fabric', 'any', FABRIC)],
  }
}
