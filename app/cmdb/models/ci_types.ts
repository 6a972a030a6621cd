/** Groups of classes, in the order of the class tree. */
export const CI_CLASS_GROUPS = [
  'service',
  'application',
  'middleware',
  'compute',
  'end_user_device',
  'network',
  'storage_backup',
  'cloud',
  'facility_power',
  'security_software',
  'document_party',
] as const
export type CiClassGroup = (typeof CI_CLASS_GROUPS)[number]

/** Lifecycle of an item; services pass through pipeline, design and live (domain 4.6). */
export const CI_STATUSES = [
  'planned',
  'pipeline',
  'design',
  'ordered',
  'received',
  'in_stock',
  'installing',
  'in_use',
  'live',
  'in_maintenance',
  'faulty',
  'in_repair',
  'missing',
  'retired',
  'disposed',
] as const
export type CiStatus = (typeof CI_STATUSES)[number]

/** What monitoring or people say about the item now; separate from its lifecycle. */
export const OPERATIONAL_STATES = ['ok', 'degraded', 'down', 'maintenance', 'unknown'] as const
export type OperationalState = (typeof OPERATIONAL_STATES)[number]

export const ENVIRONMENTS = ['prod', 'test', 'dev', 'dr', 'n/a'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** 1 is the most critical. */
export const CRITICALITIES = [1, 2, 3, 4] as const

/** Which way of life the items of a class have (domain §4.6). */
export const CI_LIFECYCLES = ['hardware', 'service', 'software'] as const
export type CiLifecycle = (typeof CI_LIFECYCLES)[number]

/** Columns of every item that identifiers of a class may name beside its attributes (§4.8). */
export const IDENTIFYING_COLUMNS = [
  'name',
  'serial_number',
  'vendor',
  'model',
  'ip_address',
] as const
