/** Values of an item's fields in the order in which forms and filters offer them. */
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
export const OPERATIONAL_STATES = ['ok', 'degraded', 'down', 'maintenance', 'unknown'] as const
export const ENVIRONMENTS = ['prod', 'test', 'dev', 'dr', 'n/a'] as const
export const CRITICALITIES = [1, 2, 3, 4] as const
export const RULES = ['all', 'any', 'at_least', 'percent'] as const
