import { attributeField } from '#cmdb/workflow/field_names'

/**
 * Fields that together tell one item within an organisation. `host` is the item it runs on, which
 * has to be known first.
 */
export type Identifier = readonly string[]

export const NAME_IDENTIFIER: Identifier = ['class', 'name']
export const HOST = 'host'
/** Relations that may name the host, the first that is told. */
export const HOST_RELATIONS = ['runs_on', 'installed_on', 'hosted_in', 'stores_on'] as const

/** Attributes that name the host, the first that has a value; before any relation. */
export const HOST_ATTRIBUTES = ['host', 'db_instance', 'device'] as const

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

type Given = (code: string) => readonly Identifier[] | null

/**
 * The identifiers of a class, given with the classes above it, nearest first: those an administrator
 * gave the class stand before the product's own.
 */
export function identifiersOf(
  lineage: readonly string[],
  given: Given = () => null
): readonly Identifier[] {
  for (const code of lineage) {
    const own = given(code) ?? BY_CLASS[code]
    if (own) return withHostName(own)
  }
  return BY_CLASS.ci!
}

/** Within its host an item is told by its name too. */
function withHostName(identifiers: readonly Identifier[]): readonly Identifier[] {
  const isNamed = identifiers.some((each) => each.length === 2 && each.includes('name'))
  return isDependent(identifiers) && !isNamed ? [...identifiers, [HOST, 'name']] : identifiers
}

/** Whether an item can be told only after its host is known. */
export function isDependent(identifiers: readonly Identifier[]): boolean {
  return identifiers.some((identifier) => identifier.includes(HOST))
}

const COLUMNS: Record<string, string> = {
  name: 'name',
  serial_number: 'serialNumber',
  vendor: 'vendor',
  model: 'model',
  ip_address: 'ipAddress',
}

/**
 * An identifier as classes store it in the names that records use. A name alone means one within the
 * class.
 */
export function toIdentifier(stored: readonly string[]): Identifier {
  return stored.join() === 'name' ? NAME_IDENTIFIER : stored.map(identifyingField)
}

/** What records call a column or an attribute that classes store in an identifier. */
export function identifyingField(stored: string): string {
  const isHost = (HOST_ATTRIBUTES as readonly string[]).includes(stored)
  return COLUMNS[stored] ?? (isHost ? HOST : attributeField(stored))
}
