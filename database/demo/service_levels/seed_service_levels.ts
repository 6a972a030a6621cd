import { putHolidays } from '#calendars/actions/put_holidays'
import { saveCalendar } from '#calendars/actions/save_calendar'
import { saveHolidaySet } from '#calendars/actions/save_holiday_set'
import HolidaySet from '#calendars/models/holiday_set'
import { libraryHolidays } from '#calendars/queries/holiday_library'
import Contract from '#contracts/models/contract'
import { SYSTEM_ACTOR } from '#core/actor'
import { dayFrom, monthFrom } from '#database/demo/demo_time'
import { PROVIDER } from '#database/demo/directory/organisations'
import {
  AGREEMENTS,
  type AgreementSeed,
  type SpecialSeed,
} from '#database/demo/service_levels/agreements'
import { BERLIN_SET, CALENDARS, type CalendarSeed } from '#database/demo/service_levels/calendars'
import { writeTerms } from '#contracts/actions/write_terms'
import RateCard from '#contracts/models/rate_card'
import { inTransaction } from '#core/transaction'
import { CONTRACTS, type ContractSeed } from '#database/demo/service_levels/contracts'
import { ESCALATIONS } from '#database/demo/service_levels/escalations'
import { seedCatalogue } from '#database/demo/service_levels/seed_catalogue'
import { seedInnerAgreements } from '#database/demo/service_levels/seed_inner_agreements'
import { named, type World } from '#database/demo/world'
import { setAgreementAvailability } from '#sla/actions/set_agreement_availability'
import { saveAgreement } from '#sla/actions/save_agreement'
import { saveEscalationRule } from '#sla/actions/save_escalation_rule'
import Agreement from '#sla/models/agreement'

/** Calendars, the catalogue, agreements with their targets, contracts. */
export async function seedServiceLevels(world: World) {
  await createBerlinHolidays()
  for (const seed of CALENDARS) await createCalendar(world, seed)
  await seedCatalogue(world)
  for (const seed of AGREEMENTS) await createAgreement(world, seed)
  await seedInnerAgreements(world)
  await addEscalations(world)
  for (const seed of CONTRACTS) await createContract(world, seed)
}

async function createBerlinHolidays() {
  const { years, ...values } = BERLIN_SET
  const { country, region } = values
  const set = await saveHolidaySet.handle({ actor: SYSTEM_ACTOR, holidaySetId: null, values })
  const days = await libraryHolidays({ country, region, years, withBankDays: false })
  const note = `date-holidays: ${country}-${region}`
  const put = { years, source: 'library' as const, note, days }
  await putHolidays.handle({ actor: SYSTEM_ACTOR, holidaySetId: set.id, ...put })
}

async function createCalendar(world: World, seed: CalendarSeed) {
  const { code, nameRu, nameEn, timeZone, week } = seed
  const sets = await HolidaySet.query().whereIn('code', seed.holidaySets)
  const holidaySetIds = sets.map(({ id }) => id)
  const values = { code, nameRu, nameEn, timeZone, week, exceptions: [], holidaySetIds }
  const calendar = await saveCalendar.handle({
    ...{ actor: SYSTEM_ACTOR, calendarId: null, validFrom: null, values },
  })
  world.calendars.set(seed.code, calendar.id)
}

async function createAgreement(world: World, seed: AgreementSeed) {
  const { code, nameRu, nameEn, calendar } = seed
  const agreement = await saveAgreement.handle({
    ...{ actor: SYSTEM_ACTOR, agreementId: null },
    values: {
      ...{ code, kind: 'sla', nameRu, nameEn, calendarId: named(world.calendars, calendar) },
      ...{ validFrom: monthFrom(world.day.today, -24), validTo: null },
      ...{ pauseStates: ['pending_customer'], switchPolicy: 'keep_elapsed', reopenPolicy: 'pause' },
      deliveryStart: 'approval',
      rows: rowsOf(world, seed),
    },
  })
  world.agreements.set(code, agreement.id)
  const rows = Object.entries(seed.availability ?? {}).map(([service, target]) => ({
    ...{ serviceId: named(world.services, service), target },
    calendarId: null,
  }))
  if (rows.length === 0) return
  await setAgreementAvailability.handle({
    ...{ actor: SYSTEM_ACTOR, agreementId: agreement.id, seenVersion: agreement.version, rows },
  })
}

async function addEscalations(world: World) {
  for (const { agreement: code, values } of ESCALATIONS) {
    const { id: agreementId, version } = await Agreement.findOrFail(named(world.agreements, code))
    await saveEscalationRule.handle({
      ...{ actor: SYSTEM_ACTOR, agreementId, ruleId: null, seenVersion: version, values },
    })
  }
}

function rowsOf(
  world: World,
  { targets, special = [], further = {}, isCriticalAroundTheClock }: AgreementSeed
) {
  const general: SpecialSeed[] = targets.map((minutes, at) => ({ priority: at + 1, minutes }))
  return [...general, ...special].map((row) => {
    const { organisation, ciCriticality = null, isVipOnly = false, priority, minutes } = row
    const isAroundTheClock = isCriticalAroundTheClock && priority === 1
    const calendarId = isAroundTheClock ? named(world.calendars, '24x7') : null
    const isGeneral = !organisation && ciCriticality === null && !isVipOnly
    const more = isGeneral ? (further[priority] ?? {}) : {}
    const cell = (targetMinutes?: number) =>
      targetMinutes ? { id: null, targetMinutes, calendarId } : null
    return {
      ...{ ticketKind: 'incident', serviceId: null, ciCriticality, isVipOnly, priority },
      organisationId: organisation ? named(world.organisations, organisation) : null,
      cells: {
        ...{ response: cell(minutes[0]), resolution: cell(minutes[1]) },
        ...{ assignment: cell(more.assignment), next_update: cell(more.next_update) },
        ...{ approval: null, delivery: null },
      },
    }
  })
}

async function createContract(world: World, seed: ContractSeed) {
  const { organisation, agreement, months, services, ...own } = seed
  const { ratePerHourMinor, rounding, travel, rules, ...values } = own
  const { today } = world.day
  const contract = await Contract.create({
    ...values,
    organisationId: named(world.organisations, organisation),
    providerOrganisationId: named(world.organisations, PROVIDER),
    agreementId: named(world.agreements, agreement),
    state: 'active',
    startsOn: monthFrom(today, -months[0]),
    endsOn: dayFrom(monthFrom(today, months[1] + 1), -1),
    version: 1,
  })
  await contract.related('services').attach(services.map((code) => named(world.services, code)))
  const rateCard = await RateCard.create({
    ...{ code: seed.number, nameRu: seed.name, nameEn: seed.name, version: 1 },
    currency: seed.currency,
  })
  await rateCard.related('rates').create({ validFrom: '2019-01-01', ratePerHourMinor })
  await inTransaction((trx) =>
    writeTerms(trx, contract, {
      ...{ validFrom: contract.startsOn, rateCardId: rateCard.id, rounding, travel, rules },
    })
  )
  world.contracts.set(seed.number, contract.id)
}
