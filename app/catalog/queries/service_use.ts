import type { Principal } from '#directory/queries/principal'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How many records of one kind stand on a service. */
export type ServiceUse = { kind: string; count: number }

/** Counts what the principal may see, or everything when there is none. */
type Counter = (
  serviceId: number,
  principal: Principal | null,
  client?: QueryClientContract
) => Promise<number>

const counters = new Map<string, Counter>()

/**
 * Domains of upper floors say how many of their records a service would leave behind if it were
 * retired; `kind` is named in the language catalogue (`catalog.use`).
 */
export function countServiceUse(kind: string, counter: Counter): void {
  counters.set(kind, counter)
}

/** Every use of a service; inside a transaction pass its client. */
export async function serviceUse(
  serviceId: number,
  principal: Principal | null,
  client?: QueryClientContract
): Promise<ServiceUse[]> {
  const uses: ServiceUse[] = []
  for (const [kind, counter] of counters) {
    uses.push({ kind, count: await counter(serviceId, principal, client) })
  }
  return uses
}
