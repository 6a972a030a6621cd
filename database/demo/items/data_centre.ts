import { group, link, numbered, type ItemSeed } from '#database/demo/items/define_item'

const PLACE = { organisation: 'OPORA', site: 'ЦОД «Опора»', team: 'infrastructure' } as const
const HALLS = ['a', 'b']

/** Building, halls, power and cooling of the provider's data centre. */
export const DATA_CENTRE_ITEMS: ItemSeed[] = [
  {
    ...PLACE,
    name: 'msk-dc1',
    classCode: 'data_center',
    criticality: 1,
    description: 'ЦОД уровня Tier III, два независимых ввода.',
  },
  {
    ...PLACE,
    name: 'msk-dc1-gen01',
    classCode: 'generator',
    criticality: 2,
    product: 'FG Wilson|P400-3',
    links: link('hosted_in', 'msk-dc1'),
  },
  ...HALLS.flatMap(hall),
]

/** A hall, its two cooling units and two UPS, and two racks with two power strips each. */
function hall(letter: string): ItemSeed[] {
  const name = `msk-dc1-hall-${letter}`
  const cooling = numbered(`msk-dc1-crac-${letter}`, 2)
  const ups = numbered(`msk-dc1-ups-${letter}`, 2)
  return [
    {
      ...PLACE,
      name,
      classCode: 'server_room',
      criticality: 1,
      attributes: {
        area_m2: letter === 'a' ? '62.5' : '48',
        temperature_min: 18,
        temperature_max: 27,
      },
      links: [...link('hosted_in', 'msk-dc1'), ...group('depends_on', 'cooling', 'any', cooling)],
    },
    ...cooling.map((unit) => ({
      ...PLACE,
      name: unit,
      classCode: 'cooling_unit',
      product: 'Stulz|CyberAir 3PRO',
      links: link('hosted_in', 'msk-dc1'),
    })),
    ...ups.map((unit) => ({
      ...PLACE,
      name: unit,
      classCode: 'ups',
      criticality: 2,
      product: 'Штиль|SR3320L',
      attributes: { power_kva: '20', battery_on: '2024-03-15' },
      links: [...link('hosted_in', 'msk-dc1'), ...link('failover_to', 'msk-dc1-gen01')],
    })),
    ...numbered(`msk-dc1-${letter}`, 2).flatMap((rack) => rackWithPower(rack, name, ups)),
  ]
}

function rackWithPower(rack: string, hallName: string, ups: string[]): ItemSeed[] {
  const strips = [`${rack}-pdu1`, `${rack}-pdu2`]
  return [
    {
      ...PLACE,
      name: rack,
      classCode: 'rack',
      product: 'ЦМО|ШТК-М 42U',
      attributes: { units: 42, power_limit_kw: '10' },
      links: [...link('hosted_in', hallName), ...group('powered_by', 'power', 'any', strips)],
    },
    ...strips.map((strip, at) => ({
      ...PLACE,
      name: strip,
      classCode: 'pdu',
      product: 'APC|AP8853',
      attributes: { outlets: 36 },
      links: link('powered_by', ups[at]!),
    })),
  ]
}
