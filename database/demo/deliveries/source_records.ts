import type { SourceValues } from '#cmdb/actions/save_ci_source'
import type { SourceRecord } from '#cmdb/actions/receive_source_run'
import { numbered, serialOf } from '#database/demo/items/define_item'

/** One delivery; `hour` is of the day that many days ago, in Moscow. */
export type Delivery = { daysAgo: number; hour: number; records: SourceRecord[] }
type SourceSeed = {
  organisation: string
  values: Omit<SourceValues, 'organisationId'>
  deliveries: Delivery[]
}

const COMMON = { policies: {}, createsItems: true, identifiesByName: true }
const ESX = numbered('msk-dc1-esx', 6)
const ESX_MODELS = ['Vegman R220', 'PowerEdge R750']

const host = (name: string, values: SourceRecord = {}): SourceRecord => {
  const at = ESX.indexOf(name)
  const known = { ip: `10.10.50.${100 + at}`, model: ESX_MODELS[at % 2]!, version: '8.0 U3' }
  return { host: name, serial: serialOf(name), ...known, ...values }
}
const laptop = (deviceName: string, values: SourceRecord = {}): SourceRecord => {
  const known = { manufacturer: 'Lenovo', model: 'ThinkPad T14 Gen 4', isEncrypted: true }
  return { deviceName, serialNumber: serialOf(deviceName), ...known, ...values }
}

/** The scanner of the data centre. At its second pass a host has another board and another was taken away. */
const SCANNER: SourceSeed = {
  organisation: 'OPORA',
  values: {
    ...{ ...COMMON, code: 'zabbix-msk', name: 'Zabbix, ЦОД Москва', authority: 'discovery' },
    classCode: 'hypervisor',
    columns: {
      ...{ name: 'host', serialNumber: 'serial', ipAddress: 'ip', model: 'model' },
      'attributes.product_version': 'version',
    },
    ...{ missing: 'mark', missingLimitPercent: 40, refreshDays: 14, isActive: true },
  },
  deliveries: [
    {
      ...{ daysAgo: 21, hour: 2 },
      records: [
        ...ESX.map((name) => host(name)),
        host('msk-dc1-lab01', { ip: '10.10.50.190', model: 'PowerEdge R640', version: '7.0 U3' }),
      ],
    },
    {
      ...{ daysAgo: 1, hour: 2 },
      records: [
        ...[host(ESX[0]!), host(ESX[1]!, { ip: '10.10.50.121' }), host(ESX[2]!)],
        host(ESX[3]!, { serial: 'CN7016A9X40031' }),
        ...[host(ESX[4]!, { version: '8.0 U3e' }), host(ESX[5]!, { model: 'PowerEdge R750' })],
      ],
    },
  ],
}

/** The laptops of the German client. The last list is cut off and waits for somebody to look. */
const LAPTOPS: SourceSeed = {
  organisation: 'LINDENHOF',
  values: {
    ...{ ...COMMON, code: 'intune-lindenhof', name: 'Intune, Lindenhof', authority: 'mdm' },
    classCode: 'laptop',
    columns: {
      ...{ name: 'deviceName', serialNumber: 'serialNumber', vendor: 'manufacturer' },
      ...{ 'model': 'model', 'attributes.is_encrypted': 'isEncrypted' },
    },
    policies: { model: 'fill' },
    ...{ missing: 'mark', missingLimitPercent: 50, refreshDays: 30, isActive: true },
  },
  deliveries: [
    {
      ...{ daysAgo: 20, hour: 9 },
      // What the models are called it does not know yet.
      records: [...numbered('ber-nb', 3), 'ber-nb05'].map((name) => laptop(name, { model: null })),
    },
    {
      ...{ daysAgo: 2, hour: 9 },
      records: [
        laptop('ber-nb01', { model: '21HD0042GE' }),
        laptop('ber-nb02', { serialNumber: 'To be filled by O.E.M.' }),
        laptop('ber-nb03', { isEncrypted: false }),
        // Came from the Hamburg branch and still stands there.
        laptop('ber-nb04', { serialNumber: serialOf('ham-nb01') }),
      ],
    },
    { daysAgo: 0, hour: 0, records: [laptop('ber-nb01')] },
  ],
}

export const SOURCES: SourceSeed[] = [SCANNER, LAPTOPS]
