/** Where a service stands in its life (CAT-01). */
export const SERVICE_STATUSES = ['pipeline', 'live', 'retired'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

/** 1 is the most critical. */
export const CRITICALITIES = [1, 2, 3, 4] as const
export type Criticality = (typeof CRITICALITIES)[number]

/** Currencies a service's cost and price may stand in. */
export const CURRENCIES = ['RUB', 'EUR', 'USD', 'BYN', 'KZT', 'CNY'] as const
export type Currency = (typeof CURRENCIES)[number]
