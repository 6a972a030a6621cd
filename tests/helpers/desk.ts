import { freezeVersion } from '#calendars/actions/freeze_version'
import Calendar from '#calendars/models/calendar'
import type { OwnException } from '#calendars/queries/calendar_draft'
import Service from '#catalog/models/service'
import { writeTerms } from '#contracts/actions/write_terms'
import Contract from '#contracts/models/contract'
import RateCard from '#contracts/models/rate_card'
import { inTransaction } from '#core/transaction'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import Team from '#directory/models/team'
import type User from '#directory/models/user'
import Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import type { Metric } from '#sla/workflow/metrics'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { registerIncident, type RegisterIncident } from '#tickets/actions/register_incident'
import TicketCategory from '#tickets/models/ticket_category'
import { DateTime, Settings } from 'luxon'

let serial = 0
const next = () => ++serial

/** Monday to Friday 9 to 18 in Moscow, without holidays unless `exceptions` are given. */
export async function createCalendar(
  values: Partial<Calendar> = {},
  exceptions: OwnException[] = []
) {
  const day: [string, string][] = [['09:00', '18:00']]
  return inTransaction(async (client) => {
    const calendar = await Calendar.create(
      {
        code: `CAL-${next()}`,
        nameRu: 'Календарь 9–18',
        nameEn: 'Calendar 9–18',
        timeZone: 'Europe/Moscow',
        week: { '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] },
        version: 1,
        isActive: true,
        ...values,
      },
      { client }
    )
    await calendar.related('exceptions').createMany(exceptions)
    await freezeVersion(client, calendar, clock.now())
    return calendar
  })
}

type Targets = Partial<Record<Metric, number>>

/** An agreement whose targets hold for every priority unless `byPriority` says otherwise. */
export async function createAgreement(targets: Targets, byPriority: Record<number, Targets> = {}) {
  const calendar = await createCalendar()
  const agreement = await Agreement.create({
    code: `SLA-${next()}`,
    kind: 'sla',
    nameRu: 'Соглашение',
    nameEn: 'Agreement',
    calendarId: calendar.id,
    validFrom: '2020-01-01',
    validTo: null,
    pauseStates: ['pending_customer'],
    version: 1,
  })
  const rows = [
    [null, targets] as const,
    ...Object.entries(byPriority).map(([key, value]) => [Number(key), value] as const),
  ]
  for (const [priority, each] of rows) {
    for (const [metric, targetMinutes] of Object.entries(each) as [Metric, number][]) {
      await AgreementTarget.create({
        agreementId: agreement.id,
        metric,
        ticketKind: 'incident',
        priority,
        targetMinutes,
      })
    }
  }
  return agreement
}

export async function createService(values: Partial<Service> = {}) {
  const n = next()
  return Service.create({
    code: `SRV-${n}`,
    nameRu: `Услуга ${n}`,
    nameEn: `Service ${n}`,
    status: 'live',
    criticality: 3,
    version: 1,
    ...values,
  })
}

export type Desk = Awaited<ReturnType<typeof createDesk>>

/**
 * A provider with one team and two agents, and a client with a requester, a manager, a service and
 * a contract: response in 60, resolution in 480 working minutes.
 */
export async function createDesk(targets: Targets = { response: 60, resolution: 480 }) {
  const provider = await createOrganisation({ kind: 'provider', name: 'Provider' })
  const client = await createOrganisation({ name: 'Client' })
  const agent = await createUser({
    roles: ['agent_l1'],
    person: await createPerson({ organisationId: provider.id }),
  })
  const colleague = await createUser({
    roles: ['agent_l1'],
    person: await createPerson({ organisationId: provider.id }),
  })
  const requester = await createUser({
    roles: ['end_user'],
    person: await createPerson({ organisationId: client.id }),
  })
  const manager = await createUser({
    roles: ['customer_manager'],
    person: await createPerson({ organisationId: client.id }),
  })

  const team = await Team.create({
    code: `TEAM-${next()}`,
    name: 'First line',
    tier: 1,
    isActive: true,
  })
  await team.related('members').attach([agent.personId, colleague.personId])
  const service = await createService()
  const agreement = await createAgreement(targets)
  const contract = await createContract({ client, provider, agreement, service })
  const category = await TicketCategory.firstOrCreate(
    { code: 'desk_network' },
    { labelRu: 'Сеть', labelEn: 'Network', position: 1 }
  )
  return {
    provider,
    client,
    agent,
    colleague,
    requester,
    manager,
    team,
    service,
    agreement,
    contract,
    category,
  }
}

type ContractParties = {
  client: { id: number }
  provider: { id: number }
  agreement: { id: number }
  service?: Service
  values?: Partial<Contract>
}

export async function createContract({
  client,
  provider,
  agreement,
  service,
  values,
}: ContractParties) {
  const signatory = { name: 'Ivanov I. I.', position: 'Director', authority: 'Articles' }
  const contract = await Contract.create({
    number: `C-${next()}`,
    name: 'Support',
    organisationId: client.id,
    providerOrganisationId: provider.id,
    agreementId: agreement.id,
    state: 'active',
    startsOn: '2020-01-01',
    endsOn: null,
    timeZone: 'Europe/Moscow',
    currency: 'RUB',
    vatProfile: 'standard',
    vatMode: 'exclusive',
    signatories: { provider: signatory, client: signatory },
    version: 1,
    ...values,
  })
  if (service) await contract.related('services').attach([service.id])
  const rateCard = await createRateCard(contract, 300_000)
  const rounding = { scope: 'entry', minimum: 15, increment: 15, mode: 'up' } as const
  const terms = { minimumMinor: null, capMinor: null }
  await inTransaction((trx) =>
    writeTerms(trx, contract, {
      ...{ validFrom: contract.startsOn, rateCardId: rateCard.id, rounding },
      rules: [{ key: 'tm', kind: 'tm', terms }],
    })
  )
  return contract
}

/** Prices by the hour, the same for all work at all times. */
export async function createRateCard({ currency }: Contract, ratePerHourMinor: number) {
  const code = `RATES-${next()}`
  const card = await RateCard.create({ code, nameRu: code, nameEn: code, currency, version: 1 })
  await card.related('rates').create({ validFrom: '2019-01-01', ratePerHourMinor })
  return card
}

export function actorOf(user: User): Actor {
  return {
    userId: user.id,
    personId: user.personId,
    label: user.email,
    channel: 'ui',
    requestId: null,
  }
}

/** Registers an incident of the desk's requester, in its service. */
export async function createIncident(desk: Desk, values: Partial<RegisterIncident> = {}) {
  return registerIncident.handle({
    actor: actorOf(desk.agent),
    requesterId: desk.requester.personId,
    serviceId: desk.service.id,
    ciIds: [],
    impact: 2,
    urgency: 2,
    title: 'VPN does not connect',
    description: 'Since this morning the client reports a timeout.',
    channel: 'phone',
    ...values,
  })
}

/** Moves time to a moment written as in Moscow, for example `2026-03-02 10:00`. */
export function moveTo(moscow: string) {
  const millis = DateTime.fromSQL(moscow, { zone: 'Europe/Moscow' }).toMillis()
  Settings.now = () => millis
}

export function letTimeRun() {
  Settings.now = () => Date.now()
}

/** A moment as the tests write it, in Moscow. */
export function inMoscow(at: DateTime | null | undefined) {
  return at?.setZone('Europe/Moscow').toFormat('yyyy-MM-dd HH:mm') ?? null
}
