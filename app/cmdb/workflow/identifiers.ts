/**
 * Fields that together tell one item within an organisation. `host` is the item it runs on, which
 * has to be known first.
 */
export type Identifier = readonly string[]

export const NAME_IDENTIFIER: Identifier = ['class', 'name']
export const HOST = 'host'
/** Relations that may name the host, the first that is told. */
export const HOST_RELATIONS = ['runs_on', 'installed_on', 'hosted_in', 'stores_on'] as const

/** Without a vendor on one of the sides the number alone has to do. */
export const BARE_SERIAL: Identifier = ['serialNumber']
const SERIAL: Identifier[] = [['serialNumber', 'vendor'], BARE_SERIAL]
const FQDN: Identifier = ['attributes.fqdn']
const UUID: Identifier = ['attributes.uuid']
const MAC: Identifier = ['attributes.mac']

/** In the order in which they are tried (domain §4.8); a class without its own takes its parent's. */
const BY_CLASS: Record<string, readonly Identifier[]> = {
  ci: [...SERIAL, UUID, MAC, FQDN],
  server: [...SERIAL, UUID, MAC, FQDN],
  virtual_machine: [['attributes.vm_uuid'], UUID, FQDN],
  cloud_vm: [['attributes.instance_id'], FQDN],
  cloud_account: [['attributes.provider', 'attributes.tenant_id']],
  network_device: [['serialNumber'], MAC, ['ipAddress']],
  smartphone: [['attributes.imei'], ['serialNumber']],
  tablet: [['attributes.imei'], ['serialNumber']],
  db_instance: [
    [HOST, 'attributes.port', 'attributes.engine'],
    [HOST, 'name'],
  ],
  database: [[HOST, 'name']],
  software_install: [
    [HOST, 'attributes.product', 'attributes.software_version'],
    [HOST, 'name'],
  ],
  certificate_tls: [['attributes.fingerprint'], ['attributes.issuer', 'serialNumber']],
  domain_name: [['class', 'name']],
  ip_address: [['ipAddress']],
}

/** The identifiers of a class, given with the classes above it, nearest first. */
export function identifiersOf(lineage: readonly string[]): readonly Identifier[] {
  const own = lineage.find((code) => code in BY_CLASS)
  return own ? BY_CLASS[own]! : BY_CLASS.ci!
}

/** Whether an item can be told only after its host is known. */
export function isDependent(lineage: readonly string[]): boolean {
  return identifiersOf(lineage).some((identifier) => identifier.includes(HOST))
}
