import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { createOrganisation } from '#directory/actions/create_organisation'
import Organisation from '#directory/models/organisation'
import { plannedIncident, type PlannedIncident } from '#tickets/actions/plan_past_incident'
import { storePastIncidents } from '#tickets/actions/store_past_incidents'
import { knownExternalKeys } from '#tickets/queries/known_external_keys'
import { ClockReplay } from '#sla/actions/replay_clocks'
import { ContractLookup } from '#tickets/queries/contract_lookup'
import { SERVICENOW, type LogEvent } from '#tickets/workflow/servicenow_log'

type Input = {
  incidents: ReadonlyMap<string, LogEvent[]>
  organisationCode: string
  /** For an organisation that is created here. */
  organisationName: string
  zone: string
  onProgress?: (done: number, total: number) => void
}

export type ImportCounts = {
  incidents: number
  /** Rows that became history. */
  events: number
  people: number
  skippedIncidents: number
  skippedEvents: number
}

const BATCH = 100
const IMPORTER: Actor = { ...SYSTEM_ACTOR, label: 'ServiceNow import', channel: 'import' }

/**
 * Brings incidents of another desk in with their whole history (DSK-18). An incident is stored in
 * one transaction with everything that belongs to it; one whose number is known in the organisation
 * is skipped as a whole, so that a second run changes nothing. Past steps follow the log and not
 * today's state machine.
 */
export const importServicenowLog = {
  async handle(input: Input): Promise<ImportCounts> {
    const counts: ImportCounts = {
      incidents: 0,
      events: 0,
      people: 0,
      skippedIncidents: 0,
      skippedEvents: 0,
    }
    if (input.incidents.size === 0) return counts

    const organisation = await findOrCreateOrganisation(input)
    const providerId = await findProviderId()
    const contracts = new ContractLookup(organisation.id)
    const organisationIds = organisation.lineage
    const planner = { contracts, clocks: new ClockReplay(), organisationIds }
    const groups = [...input.incidents.values()]
    for (let start = 0; start < groups.length; start += BATCH) {
      const batch = groups.slice(start, start + BATCH)
      const fresh = await withoutKnown(organisation.id, batch, counts)
      const plans: PlannedIncident[] = []
      for (const rows of fresh) plans.push(await plannedIncident(planner, rows))
      await this.store(plans, organisation, providerId ?? organisation.id, counts)
      input.onProgress?.(Math.min(start + BATCH, groups.length), groups.length)
    }
    return counts
  },

  async store(
    plans: PlannedIncident[],
    organisation: Organisation,
    agentsOrganisationId: number,
    counts: ImportCounts
  ) {
    if (plans.length === 0) return
    const stored = await inTransaction((trx) =>
      storePastIncidents(trx, {
        plans,
        organisationId: organisation.id,
        agentsOrganisationId,
        importer: IMPORTER,
      })
    )
    counts.incidents += stored.incidents
    counts.events += stored.events
    counts.people += stored.people
  },
}

async function findOrCreateOrganisation({ organisationCode, organisationName, zone }: Input) {
  const known = await Organisation.findBy('code', organisationCode)
  if (known) return known
  return createOrganisation.handle({
    actor: IMPORTER,
    values: {
      code: organisationCode,
      name: organisationName,
      legalName: null,
      kind: 'client',
      parentId: null,
      timeZone: zone,
      locale: 'en',
      taxNumber: null,
      taxRegistrationCode: null,
      address: null,
      bankDetails: null,
      isActive: true,
    },
  })
}

/** Whoever works on tickets belongs to the provider; without one, to the organisation itself. */
async function findProviderId() {
  const provider = await Organisation.query()
    .where('kind', 'provider')
    .whereNull('parentId')
    .orderBy('id')
    .first()
  return provider?.id ?? null
}

async function withoutKnown(organisationId: number, batch: LogEvent[][], counts: ImportCounts) {
  const known = await knownExternalKeys(
    organisationId,
    SERVICENOW,
    batch.map((rows) => rows[0]!.number)
  )
  const skipped = batch.filter((rows) => known.has(rows[0]!.number))
  counts.skippedIncidents += skipped.length
  counts.skippedEvents += skipped.flat().length
  return batch.filter((rows) => !known.has(rows[0]!.number))
}
