import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { importPeople, personKey } from '#directory/actions/import_people'
import { importTeams, teamCode } from '#directory/actions/import_teams'
import Organisation from '#directory/models/organisation'
import { insertClocks } from '#sla/actions/replay_clocks'
import type { PlannedIncident } from '#tickets/actions/plan_past_incident'
import {
  auditEntries,
  detailRow,
  handRows,
  searchRow,
  stepRows,
  ticketRow,
  type Placed,
} from '#tickets/actions/past_incident_rows'
import { knownExternalKeys } from '#tickets/queries/known_external_keys'
import { SERVICENOW } from '#tickets/workflow/servicenow_log'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  plans: PlannedIncident[]
  organisationId: number
  /** Whose people the assignees become. */
  agentsOrganisationId: number
  importer: Actor
}

const UNKNOWN_CALLER = 'Unknown caller'

/** Stores incidents that are not known yet, with all that belongs to them. */
export async function storePastIncidents(trx: TransactionClientContract, input: Input) {
  const plans = await stillUnknown(trx, input)
  if (plans.length === 0) return { incidents: 0, events: 0, people: 0 }

  const { idsOf, people } = await findParties(trx, input, plans)
  const placed = await storeTickets(trx, plans, idsOf)
  await insertRows(trx, 'incidents', placed.map(detailRow))
  await insertRows(trx, 'ticket_transitions', placed.flatMap(stepRows))
  await insertRows(trx, 'ticket_assignments', placed.flatMap(handRows))
  await recordAudits(trx, placed.flatMap(auditEntries))
  await insertRows(trx, 'search_documents', placed.map(searchRow))
  await insertClocks(
    trx,
    placed.flatMap(({ ticketId, plan }) =>
      plan.clocks ? [{ ticketId, replayed: plan.clocks }] : []
    )
  )
  const events = plans.reduce((sum, { past }) => sum + past.updates.length, 0)
  return { incidents: plans.length, events, people }
}

/** The lock keeps a second import of the same organisation waiting, so that none is stored twice. */
async function stillUnknown(trx: TransactionClientContract, { plans, organisationId }: Input) {
  await Organisation.query({ client: trx }).where('id', organisationId).forUpdate().firstOrFail()
  const numbers = plans.map(({ past }) => past.last.number)
  const known = await knownExternalKeys(organisationId, SERVICENOW, numbers, trx)
  return plans.filter(({ past }) => !known.has(past.last.number))
}

async function findParties(trx: TransactionClientContract, input: Input, plans: PlannedIncident[]) {
  const { organisationId, agentsOrganisationId, importer: actor } = input
  const hands = plans.flatMap(({ past }) => past.hands)
  const callers = await importPeople(trx, {
    actor,
    organisationId,
    keys: new Set(plans.map(({ past }) => past.caller ?? UNKNOWN_CALLER)),
  })
  const agents = await importPeople(trx, {
    actor,
    organisationId: agentsOrganisationId,
    keys: new Set(hands.flatMap(({ assignee }) => assignee ?? [])),
  })
  const teams = await importTeams(trx, new Set(hands.flatMap(({ team }) => team ?? [])))
  const idsOf = {
    organisationId,
    requester: (name: string | null) => callers.idByKey.get(personKey(name ?? UNKNOWN_CALLER))!,
    assignee: (name: string | null) =>
      name === null ? null : agents.idByKey.get(personKey(name))!,
    team: (name: string | null) => (name === null ? null : teams.get(teamCode(name))!),
  }
  return { idsOf, people: callers.created + agents.created }
}

/** Numbers come before the rows here: a batch is short, and its counter row is held no longer. */
async function storeTickets(
  trx: TransactionClientContract,
  plans: PlannedIncident[],
  idsOf: Placed['idsOf']
): Promise<Placed[]> {
  const numbers = await takeNumbers(trx, 'incident', plans.length)
  await insertRows(
    trx,
    'tickets',
    plans.map((plan, index) => ticketRow(plan, numbers[index]!, idsOf))
  )
  const rows = await trx.from('tickets').whereIn('number', numbers).select('id', 'number')
  const ids = new Map(rows.map((row) => [row.number as string, Number(row.id)]))
  return plans.map((plan, index) => ({
    plan,
    idsOf,
    number: numbers[index]!,
    ticketId: ids.get(numbers[index]!)!,
  }))
}
