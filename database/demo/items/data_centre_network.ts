import { link, macOf, uplink, type ItemSeed, type Link } from '#database/demo/items/define_item'

const PLACE = {
  organisation: 'OPORA',
  site: 'ЦОД «Опора»',
  team: 'infrastructure',
  state: 'ok',
} as const

const RACKS = ['msk-dc1-a01', 'msk-dc1-b01']
const EDGE = ['msk-dc1-rt01', 'msk-dc1-rt02']
const FIREWALLS = ['msk-dc1-fw01', 'msk-dc1-fw02']
export const CORE = ['msk-dc1-core01', 'msk-dc1-core02']

/** Network of the data centre: two of everything that traffic passes through. */
export const DATA_CENTRE_NETWORK_ITEMS: ItemSeed[] = [
  wan('msk-dc1-wan-rtk', 'Ростелеком', 1000, 'MSK-4471-02'),
  wan('msk-dc1-wan-mts', 'МТС', 1000, 'DC-77-100932'),
  device(EDGE[0]!, 'router', 'Eltex|ME5100', 'msk-dc1-a01', '10.10.0.2', uplink('msk-dc1-wan-rtk')),
  device(EDGE[1]!, 'router', 'Eltex|ME5100', 'msk-dc1-b01', '10.10.0.3', uplink('msk-dc1-wan-mts')),
  ...FIREWALLS.map((name, at) =>
    device(name, 'firewall', 'UserGate|D500', RACKS[at]!, `10.10.0.${10 + at}`, uplink(...EDGE), {
      policy_set: 'dc-perimeter',
      availability_mode: 'active/standby',
    })
  ),
  ...CORE.map((name, at) =>
    device(
      name,
      'switch',
      'Eltex|MES5332A',
      RACKS[at]!,
      `10.10.0.${20 + at}`,
      uplink(...FIREWALLS),
      {
        stack: 'core',
        has_poe: false,
      }
    )
  ),
  ...['a01', 'a02', 'b01', 'b02'].map((rack, at) =>
    device(
      `msk-dc1-tor-${rack}`,
      'switch',
      'Eltex|MES5324',
      `msk-dc1-${rack}`,
      `10.10.0.${30 + at}`,
      uplink(...CORE),
      {
        has_poe: false,
      }
    )
  ),
  ...['msk-dc1-vpn01', 'msk-dc1-vpn02'].map((name, at) =>
    device(
      name,
      'vpn_gateway',
      'InfoTeCS|ViPNet Coordinator HW1000',
      RACKS[at]!,
      `10.10.0.${40 + at}`,
      uplink(...FIREWALLS),
      {
        protocol: 'IKEv2',
      }
    )
  ),
  device(
    'msk-dc1-lb01',
    'load_balancer',
    'HAProxy|3.0 LTS',
    'msk-dc1-a02',
    '10.10.0.50',
    uplink(...CORE),
    {
      virtual_addresses: '10.10.20.10, 10.10.20.11',
    }
  ),
  segment('vlan-20-web', 20, '10.10.20.0/24', 'Публикация веб-сервисов'),
  segment('vlan-30-app', 30, '10.10.30.0/24', 'Серверы приложений и 1С'),
  segment('vlan-40-db', 40, '10.10.40.0/24', 'Серверы баз данных'),
  segment('vlan-50-infra', 50, '10.10.50.0/24', 'Каталог, почта, мониторинг'),
  {
    ...PLACE,
    name: 'opora-service.example',
    classCode: 'dns_zone',
    attributes: { registrar: 'RU-CENTER', expires_on: '2027-05-14' },
  },
]

function device(
  name: string,
  classCode: string,
  product: string,
  rack: string,
  ip: string,
  links: Link[],
  attributes: ItemSeed['attributes'] = {}
): ItemSeed {
  const own = { mac: macOf(name), firmware: '4.2.1', port_count: classCode === 'switch' ? 48 : 8 }
  return {
    ...PLACE,
    name,
    classCode,
    product,
    ip,
    criticality: 2,
    attributes: { ...own, ...attributes },
    links: [...link('hosted_in', rack), ...links],
  }
}

function wan(name: string, provider: string, bandwidth: number, circuit: string): ItemSeed {
  const attributes = {
    provider,
    bandwidth_mbps: bandwidth,
    circuit_id: circuit,
    contract_number: `${circuit}/25`,
  }
  return { ...PLACE, name, classCode: 'wan_link', criticality: 2, attributes }
}

function segment(name: string, vlan: number, cidr: string, purpose: string): ItemSeed {
  return {
    ...PLACE,
    name,
    classCode: 'network_segment',
    state: undefined,
    attributes: { vlan_id: vlan, cidr, purpose },
    links: uplink(...CORE),
  }
}
