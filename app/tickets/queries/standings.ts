import type { TargetFacts } from '#sla/queries/find_targets'
import type { Decisive } from '#tickets/workflow/decisive_changes'
import db from '@adonisjs/lucid/services/db'

export type Standings = Awaited<ReturnType<typeof loadStandings>>

/**
 * What organisations, requesters and items bring to the choice of a target, for many tickets at
 * once; `factsOf` tells what `targetFacts` would of one. Three statements.
 */
export async function loadStandings(values: readonly Partial<Decisive>[]) {
  const idsOf = (field: 'organisationId' | 'requesterId' | 'primaryCiId') => [
    ...new Set(values.flatMap((each) => each[field] ?? [])),
  ]
  const organisations = await db
    .from('organisations')
    .whereIn('id', idsOf('organisationId'))
    .select('id', 'path')
  const vips = await db
    .from('people')
    .whereIn('id', idsOf('requesterId'))
    .where('is_vip', true)
    .select('id')
  const items = await db
    .from('configuration_items')
    .whereIn('id', idsOf('primaryCiId'))
    .select('id', 'criticality')
  const lineages = new Map(
    organisations.map(({ id, path }) => [
      Number(id),
      String(path).split('/').filter(Boolean).map(Number).reverse(),
    ])
  )
  const vipIds = new Set(vips.map(({ id }) => Number(id)))
  const criticalities = new Map(
    items.map(({ id, criticality }) => [Number(id), Number(criticality)])
  )
  return {
    factsOf(ticketKind: string, ticket: Decisive): TargetFacts {
      const { serviceId, priority, organisationId, requesterId, primaryCiId } = ticket
      return {
        ...{ ticketKind, serviceId, priority },
        organisationIds: lineages.get(organisationId) ?? [],
        ciCriticality: criticalities.get(primaryCiId ?? 0) ?? null,
        isVip: vipIds.has(requesterId),
      }
    },
  }
}
