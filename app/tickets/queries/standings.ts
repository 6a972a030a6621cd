import { isoOfSqlUtc } from '#core/columns'
import type { TargetFacts } from '#sla/queries/find_targets'
import { formerValues } from '#tickets/queries/former_values'
import type { Decisive } from '#tickets/workflow/decisive_changes'
import db from '@adonisjs/lucid/services/db'

export type Standings = Awaited<ReturnType<typeof loadStandings>>

/**
 * What organisations, requesters and items bring to the choice of a target, for many tickets at
 * once; `factsOf` tells what `targetFacts` would have of one at a moment (epoch ms). Whether the
 * requester was a VIP and how critical the item was comes from their history; `isKnown` says whether
 * that reaches back so far, for before it the present counts. Five statements.
 */
export async function loadStandings(values: readonly Partial<Decisive>[]) {
  const idsOf = (field: 'organisationId' | 'requesterId' | 'primaryCiId') => [
    ...new Set(values.flatMap((each) => each[field] ?? [])),
  ]
  const organisations = await db
    .from('organisations')
    .whereIn('id', idsOf('organisationId'))
    .select('id', 'path')
  const people = await db
    .from('people')
    .whereIn('id', idsOf('requesterId'))
    .select('id', 'is_vip', 'created_at', 'anonymised_at')
  const items = await db
    .from('configuration_items')
    .whereIn('id', idsOf('primaryCiId'))
    .select('id', 'criticality', 'created_at')
  const wasVip = await formerValues({
    ...{ subjectType: 'person', ids: idsOf('requesterId'), field: 'isVip' },
  })
  const wasCritical = await formerValues({
    ...{ subjectType: 'configuration_item', ids: idsOf('primaryCiId'), field: 'criticality' },
  })
  const lineages = new Map(
    organisations.map(({ id, path }) => [
      Number(id),
      String(path).split('/').filter(Boolean).map(Number).reverse(),
    ])
  )
  const requesters = new Map(people.map((each) => [Number(each.id), each]))
  const criticalities = new Map(items.map((each) => [Number(each.id), each]))
  const since = (row: { created_at: unknown } | undefined) =>
    Date.parse(isoOfSqlUtc(row?.created_at) ?? '')
  const criticalityOf = (id: number | null, at: number): number | null => {
    const item = criticalities.get(id ?? 0)
    return item ? Number(wasCritical(id!, at) ?? item.criticality) : null
  }
  return {
    factsOf(ticketKind: string, ticket: Decisive, at: number): TargetFacts {
      const { serviceId, priority, organisationId, requesterId, primaryCiId } = ticket
      return {
        ...{ ticketKind, serviceId, priority },
        organisationIds: lineages.get(organisationId) ?? [],
        ciCriticality: criticalityOf(primaryCiId, at),
        isVip: Boolean(wasVip(requesterId, at) ?? requesters.get(requesterId)?.is_vip),
      }
    },

    isKnown({ requesterId, primaryCiId }: Decisive, at: number): boolean {
      const requester = requesters.get(requesterId)
      // Anonymising takes the mark of a VIP away.
      const isPersonKnown = since(requester) <= at && !requester?.anonymised_at
      return isPersonKnown && (!primaryCiId || since(criticalities.get(primaryCiId)) <= at)
    },
  }
}
