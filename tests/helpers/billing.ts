import { logTime, type LogTime } from '#billing/actions/log_time'
import WorkType from '#billing/models/work_type'
import type Contract from '#contracts/models/contract'
import { writeTerms, type AgreedRule, type AgreedTerms } from '#contracts/actions/write_terms'
import ContractTerms from '#contracts/models/contract_terms'
import type { RoundingTerms, RuleKind, TermsOfKind } from '#contracts/models/terms_types'
import { inTransaction } from '#core/transaction'
import { actorOf, createIncident, createRateCard, moveTo, type Desk } from '#tests/helpers/desk'
import type Ticket from '#tickets/models/ticket'

type Work = Partial<LogTime> & { ticket: Ticket }

/** The desk's agent logs work; billable half an hour of remote support on 2 March 2026 by default. */
export async function logWork(desk: Desk, { ticket, ...values }: Work) {
  const type = await WorkType.findByOrFail('code', 'remote_support')
  return logTime.handle({
    actor: actorOf(desk.agent),
    ticketId: ticket.id,
    personId: desk.agent.personId,
    workTypeId: type.id,
    workDate: '2026-03-02',
    startTime: null,
    minutes: 30,
    isBillable: true,
    nonBillableReason: null,
    publicNote: null,
    internalNote: null,
    ...values,
  })
}

/** Work of so many minutes on one date, on a ticket of its own; time must be past that date. */
export async function logMinutes(desk: Desk, workDate: string, ...minutes: number[]) {
  const ticket = await createIncident(desk)
  for (const each of minutes) await logWork(desk, { ticket, workDate, minutes: each })
  return ticket
}

export const BY_MINUTE = { scope: 'entry', minimum: 0, increment: 1, mode: 'up' } as const

const USUAL_TERMS: TermsOfKind = {
  tm: { minimumMinor: null, capMinor: null },
  fixed_fee: { feeMinor: 0, includedMinutes: 0, overageRatePerHourMinor: 0, rollover: false },
  prepaid_block: {
    ...{ feeMinor: 0, grantMinutes: 0, lifePeriods: null, rolloverCapMinutes: null },
    ...{ overage: { kind: 'rate', ratePerHourMinor: 0 }, weighsBands: false },
  },
  incident_pack: {
    ...{ packSize: 1, packPriceMinor: 0, purchase: 'automatic' },
    ...{ singlePriceMinor: 0, lifePeriods: null },
  },
  per_unit: {
    ...{ counts: { kind: 'people' }, basis: 'at_date', tierMode: 'graduated' },
    tiers: [{ upTo: null, priceMinor: 0 }],
  },
  recurring: { quantity: 1, priceMinor: 0, isProrated: true },
  discount: { percent: '0', ofKeys: null },
}

/** A rule of a contract with what matters to a test; its key is its kind unless it says another. */
export function agreedRule<Kind extends RuleKind>(
  kind: Kind,
  terms: Partial<TermsOfKind[Kind]> = {},
  values: Partial<Pick<AgreedRule, 'key' | 'takes' | 'nameRu' | 'nameEn'>> = {}
): AgreedRule {
  return { key: kind, ...values, kind, terms: { ...USUAL_TERMS[kind], ...terms } } as AgreedRule
}

type Agreed = Partial<AgreedTerms> & { ratePerHourMinor?: number; rules: AgreedRule[] }

/** Another version of a contract's terms; the hour costs the same for all work. */
export async function agreeOn(contract: Contract, { ratePerHourMinor = 0, ...agreed }: Agreed) {
  // Before the transaction: SQLite has one connection that writes.
  const rateCard = await createRateCard(contract, ratePerHourMinor)
  return inTransaction((trx) =>
    writeTerms(trx, contract, {
      ...{ validFrom: contract.startsOn, rounding: BY_MINUTE, rateCardId: rateCard.id },
      ...agreed,
    })
  )
}

/** Lets the desk's contract bill another way, by one rule and from its beginning. */
export async function billBy<Kind extends RuleKind>(
  desk: Desk,
  kind: Kind,
  given: Partial<TermsOfKind[Kind]> & { rounding?: RoundingTerms; ratePerHourMinor?: number },
  values: Partial<Contract> = {}
) {
  const { rounding = BY_MINUTE, ratePerHourMinor = 0, ...terms } = given
  await desk.contract.merge(values).save()
  await ContractTerms.query().where('contractId', desk.contract.id).delete()
  const rule = agreedRule(kind, terms as unknown as Partial<TermsOfKind[Kind]>)
  await agreeOn(desk.contract, { rounding, ratePerHourMinor, rules: [rule] })
}

/** Registers incidents that were opened at a moment as in Moscow. */
export async function openIncidents(desk: Desk, at: string, count: number) {
  moveTo(at)
  for (let index = 0; index < count; index++) await createIncident(desk)
}
