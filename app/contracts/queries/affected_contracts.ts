import Contract from '#contracts/models/contract'
import type { Affected, Consequence } from '#cmdb/queries/impact_consequences'
import { clock } from '#core/clock'
import Organisation from '#directory/models/organisation'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import { shortestPromise } from '#sla/queries/shortest_promise'

const LISTED = 5

type Loaded = Omit<Consequence, 'key'> | null

/** Contracts in force that a failure touches, with the shortest time they promise for a repair. */
export async function affectedContracts(affected: Affected, principal: Principal): Promise<Loaded> {
  const contracts = await touched(affected)
  if (contracts.length === 0) return null
  const ids = contracts.map(({ id }) => id)
  const seen = await Contract.visibleTo(principal)
    .whereIn('contracts.id', ids)
    .orderBy('contracts.number')
    .select('contracts.id', 'contracts.number', 'contracts.name')
    .select('contracts.agreement_id', 'contracts.organisation_id')
  const listed = seen.slice(0, LISTED)
  const names = await namesOf(listed.map(({ organisationId }) => organisationId))
  const agreementIds = seen.flatMap(({ agreementId }) => agreementId ?? [])
  const minutes = await shortestPromise(agreementIds)
  return {
    titleKey: 'contracts.consequence',
    ...{ total: ids.length, hidden: ids.length - seen.length },
    rows: listed.map(({ number, name, organisationId }) => ({
      label: `${number} ${name}`,
      href: `/contracts/${encodeURIComponent(number)}`,
      ...{ meta: names.get(organisationId) ?? null, at: null, tone: 'neutral' as const },
    })),
    minutes: minutes === null ? null : { titleKey: 'contracts.shortest_promise', value: minutes },
  }
}

/** Client organisations behind those contracts, and those whose own items are affected. */
export async function affectedClients(affected: Affected, principal: Principal): Promise<Loaded> {
  const contracts = await touched(affected)
  const named = [
    ...contracts.map(({ organisationId }) => organisationId),
    ...affected.organisationIds,
  ]
  const clients = await Organisation.query()
    .whereIn('id', [...new Set(named)])
    .where('kind', 'client')
    .select('id')
  if (clients.length === 0) return null
  const ids = clients.map(({ id }) => id)
  const seen = await scopedByOrganisation(Organisation.query(), principal, 'directory.view', {
    organisation: 'organisations.id',
  })
    .whereIn('organisations.id', ids)
    .orderBy('organisations.name')
  return {
    titleKey: 'contracts.clients_consequence',
    ...{ total: ids.length, hidden: ids.length - seen.length },
    rows: seen.slice(0, LISTED).map(({ code, name }) => ({
      label: name,
      href: `/organisations/${encodeURIComponent(code)}`,
      ...{ meta: null, at: null, tone: 'neutral' as const },
    })),
    minutes: null,
  }
}

async function namesOf(ids: number[]): Promise<Map<number, string>> {
  const rows = await Organisation.query().whereIn('id', ids).select('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * Contracts in force today that name an affected service, and those for every service whose client
 * owns an affected item. Read with system rights: the callers mask.
 */
async function touched(affected: Affected): Promise<Contract[]> {
  const serviceIds = [...affected.lostServiceIds, ...affected.degradedServiceIds]
  const today = clock.today('utc')
  return Contract.query()
    .select('id', 'organisation_id')
    .where('state', 'active')
    .where('startsOn', '<=', today)
    .where((query) => void query.whereNull('endsOn').orWhere('endsOn', '>=', today))
    .where((query) => {
      void query
        .whereHas('services', (services) => void services.whereIn('services.id', serviceIds))
        .orWhere((every) => {
          void every
            .whereIn('organisationId', affected.organisationIds)
            .whereDoesntHave('services', () => undefined)
        })
    })
}
