import type { CiClassGroup, CiLifecycle } from '#cmdb/models/ci_types'

const HARDWARE = [['serial_number', 'model'], ['serial_number', 'vendor'], ['serial_number']]

/**
 * By what an item is recognised, the best first (domain §4.8); a class without an entry takes that
 * of the class above. Always within one organisation; an address alone never identifies hardware.
 */
export const IDENTIFIERS: Record<string, string[][]> = {
  ci: HARDWARE,
  server: [...HARDWARE, ['uuid'], ['fqdn']],
  physical_server: [...HARDWARE, ['uuid'], ['bmc_mac'], ['fqdn']],
  virtual_machine: [['vm_uuid'], ['uuid'], ['fqdn']],
  hypervisor: [...HARDWARE, ['uuid'], ['fqdn']],
  container_host: [['uuid'], ['fqdn']],
  cloud_vm: [['instance_id', 'account'], ['instance_id']],
  network_device: [['serial_number'], ['mac'], ['mgmt_ip']],
  phone_ip: [['serial_number'], ['mac']],
  smartphone: [['imei'], ['serial_number']],
  tablet: [['imei'], ['serial_number']],
  pos_terminal: [['fiscal_drive_number'], ...HARDWARE],
  db_instance: [['host', 'port', 'engine']],
  database: [['db_instance', 'name']],
  software_product: [['vendor', 'name', 'software_version']],
  software_install: [['product', 'software_version', 'device']],
  certificate_tls: [['fingerprint_sha256'], ['issuer', 'serial_number']],
  crypto_token: [['serial_number']],
  domain_name: [['name']],
  dns_zone: [['name']],
  ip_address: [['name']],
  network_segment: [['cidr']],
  wan_link: [['provider', 'circuit_id']],
  container_image: [['digest']],
}

/** Which way of life the classes of a group have (domain §4.6), where the class says nothing. */
export const LIFECYCLES: Record<CiClassGroup, CiLifecycle> = {
  service: 'service',
  application: 'software',
  middleware: 'software',
  compute: 'hardware',
  end_user_device: 'hardware',
  network: 'hardware',
  storage_backup: 'hardware',
  cloud: 'software',
  facility_power: 'hardware',
  security_software: 'software',
  document_party: 'software',
}
