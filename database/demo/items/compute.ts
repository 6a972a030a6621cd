import {
  group,
  link,
  numbered,
  uplink,
  type ItemSeed,
  type Link,
} from '#database/demo/items/define_item'

const PLACE = {
  organisation: 'OPORA',
  site: 'ЦОД «Опора»',
  team: 'infrastructure',
  state: 'ok',
} as const
const RACKS = ['a01', 'a02', 'b01', 'b02']

type ClusterSeed = {
  name: string
  prefix: string
  nodes: number
  needed: number
  product: string
  version: string
}

const CLUSTERS: ClusterSeed[] = [
  {
    name: 'msk-dc1-cl01',
    prefix: 'msk-dc1-esx',
    nodes: 6,
    needed: 4,
    product: 'VMware ESXi',
    version: '8.0 U3',
  },
  {
    name: 'msk-dc1-cl02',
    prefix: 'msk-dc1-zvirt',
    nodes: 3,
    needed: 2,
    product: 'zVirt Node',
    version: '4.2',
  },
]

/** Clusters that live while enough of their nodes do, and the few servers without virtualisation. */
export const COMPUTE_ITEMS: ItemSeed[] = [
  ...CLUSTERS.flatMap(cluster),
  server('msk-dc1-sql01', 'a02', 'Сервер баз данных 1С, основной', 'Astra Linux', '1.8'),
  server('msk-dc1-sql02', 'b02', 'Сервер баз данных 1С, реплика', 'Astra Linux', '1.8'),
  server('msk-dc1-bkp01', 'b01', 'Сервер резервного копирования', 'Windows Server', '2022'),
]

function cluster({ name, prefix, nodes, needed, product, version }: ClusterSeed): ItemSeed[] {
  return [
    {
      ...PLACE,
      name,
      classCode: 'compute_cluster',
      criticality: 2,
      attributes: { mode: 'HA + DRS', quorum_rule: `${needed} из ${nodes}` },
      links: group('depends_on', 'fabric', 'any', ['msk-dc1-sansw01', 'msk-dc1-sansw02']),
    },
    ...numbered(prefix, nodes).map((host, at) => ({
      ...PLACE,
      name: host,
      classCode: 'hypervisor',
      criticality: 2,
      product: at % 2 === 0 ? 'Yadro|Vegman R220' : 'Dell|PowerEdge R750',
      ip: `10.10.50.${(prefix.includes('esx') ? 100 : 120) + at}`,
      attributes: {
        fqdn: `${host}.opora-service.example`,
        product,
        product_version: version,
        cluster: name,
        cpu_cores: 64,
        ram_gb: 768,
      },
      links: [
        ...inRack(RACKS[at % RACKS.length]!),
        ...group('member_of', 'nodes', 'at_least', [name], needed),
      ],
    })),
  ]
}

function server(
  name: string,
  rack: string,
  description: string,
  os: string,
  version: string
): ItemSeed {
  return {
    ...PLACE,
    name,
    classCode: 'physical_server',
    criticality: 2,
    description,
    product: 'Yadro|Vegman R120',
    ip: `10.10.40.${name.endsWith('2') ? 12 : name.includes('bkp') ? 21 : 11}`,
    attributes: {
      fqdn: `${name}.opora-service.example`,
      os,
      os_version: version,
      cpu_cores: 32,
      ram_gb: 512,
      form_factor: '1U',
      psu_count: 2,
    },
    links: inRack(rack),
  }
}

/** Its place, and the switches of its own rack and the one beside it. */
function inRack(rack: string): Link[] {
  const beside = rack.endsWith('1') ? rack.replace('01', '02') : rack.replace('02', '01')
  return [
    ...link('hosted_in', `msk-dc1-${rack}`),
    ...uplink(`msk-dc1-tor-${rack}`, `msk-dc1-tor-${beside}`),
  ]
}
