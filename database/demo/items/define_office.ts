import type { AttributeInput } from '#cmdb/workflow/class_schema'
import {
  link,
  macOf,
  numbered,
  uplink,
  type ItemSeed,
  type Link,
} from '#database/demo/items/define_item'

export type OfficeSeed = {
  /** Begins every device's name. */
  prefix: string
  place: string
  organisation: string
  site: string
  timeZone: string
  address: string
  edge: 'firewall' | 'router'
  /** Internet lines; one of them is enough. */
  lines: [provider: string, megabits: number][]
  switches: number
  accessPoints?: number
  printers?: string[]
  mfps?: string[]
  /** The people of the story who have a desktop or a laptop here. */
  desktops?: string[]
  laptops?: string[]
  /** Desktops that nobody of the story uses. */
  moreDesktops?: number
  phones?: number
  tills?: number
}

const PRODUCTS = {
  firewall: 'UserGate|C150',
  router: 'MikroTik|RB4011',
  switch: 'Eltex|MES2448P',
  access_point: 'Eltex|WEP-3ax',
  workstation: 'Aquarius|Pro P30 K44',
  laptop: 'Lenovo|ThinkPad T14 Gen 4',
  phone_ip: 'Yealink|T43U',
  pos_terminal: 'Атол|Sigma 10',
} as const

/** Everything an office, a shop or a warehouse has, wired to its switches and its lines. */
export function officeItems(office: OfficeSeed): ItemSeed[] {
  const { prefix, place, address, timeZone, switches } = office
  const edge = `${prefix}-${office.edge === 'firewall' ? 'fw' : 'rt'}01`
  const lines = office.lines.map((_, at) => `${prefix}-wan${at + 1}`)
  const racks = numbered(`${prefix}-sw`, switches)
  const plug = (at: number): Link[] => [
    ...link('hosted_in', place),
    ...uplink(racks[at % racks.length]!),
  ]
  return [
    {
      ...base(office),
      name: place,
      classCode: 'location',
      attributes: { address, time_zone: timeZone },
    },
    ...office.lines.map(([provider, bandwidth], at) => ({
      ...base(office),
      name: lines[at]!,
      classCode: 'wan_link',
      state: 'ok' as const,
      attributes: {
        provider,
        bandwidth_mbps: bandwidth,
        circuit_id: `${prefix.toUpperCase()}-${at + 1}`,
      },
      links: link('hosted_in', place),
    })),
    network(office, edge, office.edge, [...link('hosted_in', place), ...uplink(...lines)]),
    ...racks.map((name) =>
      network(office, name, 'switch', [...link('hosted_in', place), ...uplink(edge)])
    ),
    ...numbered(`${prefix}-ap`, office.accessPoints ?? 0).map((name, at) =>
      network(office, name, 'access_point', plug(at))
    ),
    ...devices(office, plug),
  ]
}

function devices(office: OfficeSeed, plug: (at: number) => Link[]): ItemSeed[] {
  const { prefix, printers = [], mfps = [], desktops = [], laptops = [], moreDesktops = 0 } = office
  const owners = [...desktops, ...Array.from({ length: moreDesktops }, () => undefined)]
  const printing = (names: string[], products: string[], classCode: string) =>
    names.map((name, at) => ({
      ...base(office),
      name,
      classCode,
      product: products[at]!,
      attributes: {
        is_colour: classCode === 'mfp',
        paper_format: products[at]!.includes('A0') ? 'A0' : 'A4',
      },
      links: plug(at),
    }))
  return [
    ...printing(numbered(`${prefix}-prn`, printers.length), printers, 'printer'),
    ...printing(numbered(`${prefix}-mfp`, mfps.length), mfps, 'mfp'),
    ...numbered(`${prefix}-pc`, owners.length).map((name, at) =>
      computer(office, name, 'workstation', owners[at], plug(at))
    ),
    ...numbered(`${prefix}-nb`, laptops.length).map((name, at) =>
      computer(office, name, 'laptop', laptops[at], link('hosted_in', office.place))
    ),
    ...numbered(`${prefix}-tel`, office.phones ?? 0).map((name, at) => ({
      ...base(office),
      name,
      classCode: 'phone_ip',
      product: PRODUCTS.phone_ip,
      attributes: { extension: String(201 + at), mac: macOf(name) },
      links: plug(at),
    })),
    ...numbered(`${prefix}-pos`, office.tills ?? 0).map((name, at) => till(office, name, plug(at))),
  ]
}

function base({ organisation, site }: OfficeSeed) {
  return { organisation, site, team: 'field-service' as const }
}

function network(
  office: OfficeSeed,
  name: string,
  classCode: 'firewall' | 'router' | 'switch' | 'access_point',
  links: Link[]
): ItemSeed {
  const radio: AttributeInput =
    classCode === 'access_point' ? { bands: '2.4/5 GHz', ssid: `${office.prefix}-office` } : {}
  const attributes = { mac: macOf(name), firmware: '10.3.5', ...radio }
  return {
    ...base(office),
    name,
    classCode,
    team: 'infrastructure',
    state: 'ok',
    product: PRODUCTS[classCode],
    attributes,
    links,
  }
}

function computer(
  office: OfficeSeed,
  name: string,
  classCode: 'workstation' | 'laptop',
  owner: string | undefined,
  links: Link[]
): ItemSeed {
  const attributes = {
    cpu: 'Intel Core i5-13400',
    ram_gb: 16,
    disk_gb: 512,
    os: 'Windows 11 Pro',
    domain: 'ad.opora.local',
  }
  return {
    ...base(office),
    name,
    classCode,
    owner,
    criticality: 4,
    product: PRODUCTS[classCode],
    attributes,
    links,
  }
}

function till(office: OfficeSeed, name: string, links: Link[]): ItemSeed {
  const digits = macOf(name).replace(/\D/g, '').padEnd(10, '7').slice(0, 10)
  return {
    ...base(office),
    name,
    classCode: 'pos_terminal',
    criticality: 2,
    state: 'ok',
    product: PRODUCTS.pos_terminal,
    attributes: { fiscal_drive_number: `728244${digits}`, cash_register_number: `000${digits}423` },
    links: [...links, ...link('integrates_with', 'Сервер касс «Ромашка»')],
  }
}
