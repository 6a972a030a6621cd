import RateCard from '#contracts/models/rate_card'
import { freezeVersion } from '#calendars/actions/freeze_version'
import Calendar from '#calendars/models/calendar'
import type { CalendarWeek, Interval } from '#calendars/models/calendar_types'
import Service from '#catalog/models/service'
import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { stamps } from '#database/bench/load_directory'
import Organisation from '#directory/models/organisation'
import Agreement from '#sla/models/agreement'
import { TICKET_KINDS } from '#tickets/workflow/kinds'
import { PRIORITIES } from '#tickets/workflow/priority'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SERVICES = 20
const PROVIDER_ID = 1
const RESPONSE_MINUTES = [15, 30, 60, 120, 240]
const RESOLUTION_MINUTES = [240, 480, 960, 1920, 4800]
export const PAUSE_STATES = ['pending_customer']

/**
 * Twenty services, one agreement with targets for every kind and priority (round the clock for the
 * first, office hours for the others), and for each organisation a contract over all services that
 * has the organisation's id. Returns the number of rows.
 */
export async function loadServiceLevels(): Promise<number> {
  const organisations = await Organisation.query().select('id', 'code')
  return inTransaction(async (trx) => {
    for (let index = 1; index <= SERVICES; index++) {
      await Service.create(toService(index), { client: trx })
    }
    const always = await createCalendar(trx, '24x7', [['00:00', '24:00']], [['00:00', '24:00']])
    const office = await createCalendar(trx, 'OFFICE', [['09:00', '18:00']], [])
    const agreement = await Agreement.create(toAgreement(office.id), { client: trx })
    const targets = TICKET_KINDS.flatMap((kind) => targetsOf(kind, agreement.id, always.id))
    await insertRows(trx, 'agreement_targets', targets)
    await insertRows(
      trx,
      'contracts',
      organisations.map(({ id, code }) => toContract(id, code, agreement.id))
    )
    await insertTerms(
      trx,
      organisations.map(({ id }) => id)
    )
    return SERVICES + 3 + targets.length + 3 * organisations.length
  })
}

function toService(id: number) {
  const code = `SRV-${String(id).padStart(2, '0')}`
  return {
    id,
    code,
    nameRu: `Услуга ${id}`,
    nameEn: `Service ${id}`,
    status: 'live' as const,
    criticality: 3,
    version: 1,
  }
}

async function createCalendar(
  trx: TransactionClientContract,
  code: string,
  day: Interval[],
  weekend: Interval[]
) {
  const week: CalendarWeek = {
    '1': day,
    '2': day,
    '3': day,
    '4': day,
    '5': day,
    '6': weekend,
    '7': weekend,
  }
  const calendar = await Calendar.create(
    { code, nameRu: code, nameEn: code, timeZone: 'Europe/Moscow', week, version: 1 },
    { client: trx }
  )
  await freezeVersion(trx, calendar, clock.now())
  return calendar
}

function toAgreement(calendarId: number) {
  return {
    code: 'SLA-BENCH',
    kind: 'sla',
    nameRu: 'Соглашение',
    nameEn: 'Agreement',
    calendarId,
    validFrom: '2000-01-01',
    validTo: null,
    pauseStates: PAUSE_STATES,
    version: 1,
  }
}

function targetsOf(kind: string, agreementId: number, alwaysId: number) {
  return PRIORITIES.flatMap((priority, index) =>
    (['response', 'resolution'] as const).map((metric) => ({
      agreement_id: agreementId,
      metric,
      ticket_kind: kind,
      priority,
      target_minutes: (metric === 'response' ? RESPONSE_MINUTES : RESOLUTION_MINUTES)[index],
      calendar_id: priority === 1 ? alwaysId : null,
    }))
  )
}

/** Every contract bills time at one price; all share a card of rates. */
async function insertTerms(trx: TransactionClientContract, contractIds: readonly number[]) {
  const rounding = { scope: 'entry', minimum: 15, increment: 15, mode: 'up' }
  const code = 'BENCH'
  const card = await RateCard.create(
    { code, nameRu: code, nameEn: code, currency: 'RUB', version: 1 },
    { client: trx }
  )
  await card.related('rates').create({ validFrom: '2000-01-01', ratePerHourMinor: 300_000 })
  const terms = contractIds.map((id) => ({
    ...{ id, contract_id: id, number: 1, valid_from: '2000-01-01', rate_card_id: card.id },
    ...{ rounding: JSON.stringify(rounding), ...stamps() },
  }))
  const rules = contractIds.map((id) => ({
    ...{ contract_terms_id: id, position: 1, key: 'work', kind: 'tm' },
    terms: JSON.stringify({ minimumMinor: null, capMinor: null }),
  }))
  await insertRows(trx, 'contract_terms', terms)
  await insertRows(trx, 'billing_rules', rules)
}

function toContract(organisationId: number, code: string, agreementId: number) {
  const signatory = { name: '-', position: '-', authority: '-' }
  return {
    id: organisationId,
    number: `C-${code}`,
    name: `Support ${code}`,
    organisation_id: organisationId,
    provider_organisation_id: PROVIDER_ID,
    agreement_id: agreementId,
    state: 'active',
    starts_on: '2000-01-01',
    time_zone: 'Europe/Moscow',
    currency: 'RUB',
    vat_profile: 'standard',
    vat_mode: 'exclusive',
    signatories: JSON.stringify({ provider: signatory, client: signatory }),
    version: 1,
    ...stamps(),
  }
}
