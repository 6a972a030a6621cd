import type { AttributeValues } from '#cmdb/workflow/class_schema'
import type { BenchRow } from '#database/bench/read_table'

const SYSTEMS = ['Debian 12', 'Ubuntu 24.04', 'Windows Server 2022', 'RHEL 9', 'Astra Linux 1.7']
const FIRMWARES = ['7.2.1', '7.4.0', '9.1.3']
const MEMORY_GB = [8, 16, 32, 64, 128, 256, 512]
const PORTS = [80, 443, 5432, 8080]

/**
 * Attributes as an installation with discovery has them, told by the row alone: the same on every
 * machine. Servers of all kinds have five, every other class of the files has some.
 */
export function benchAttributes({ id: text, class: kind, name, ip }: BenchRow): AttributeValues {
  const id = Number(text)
  if (kind === 'NetworkDevice') {
    return { mgmt_ip: ip!, mac: macOf(id), firmware: pick(FIRMWARES, id) }
  }
  if (kind === 'ApplicationSolution') {
    return { app_version: `${1 + (id % 9)}.${id % 20}`, port: pick(PORTS, id) }
  }
  return {
    fqdn: `${name!.toLowerCase()}.example.test`,
    os: pick(SYSTEMS, id),
    os_version: String(1 + (id % 30)),
    cpu_cores: 2 ** (1 + (id % 6)),
    ram_gb: pick(MEMORY_GB, Math.floor(id / 5)),
  }
}

function pick<Value>(values: readonly Value[], at: number): Value {
  return values[at % values.length]!
}

function macOf(id: number): string {
  const digits = (0x02_00_00_00_00_00 + id).toString(16).padStart(12, '0')
  return digits.match(/../g)!.join(':')
}
