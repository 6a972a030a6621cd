import { periodBill, type PeriodBill } from '#billing/queries/period_bill'
import { loggedWork, type LoggedWork } from '#billing/queries/period_work'
import { breachesOf, reportClocks } from '#billing/queries/report_clocks'
import { reportCharges } from '#billing/queries/report_charges'
import { reportExpenses } from '#billing/queries/report_expenses'
import { reportTickets } from '#billing/queries/report_tickets'
import type {
  ContractReport,
  ReportCharge,
  ReportEntry,
  ReportParty,
  RuleConsumption,
} from '#billing/queries/report_types'
import type { BilledPart } from '#billing/workflow/charge_types'
import { toReportingCurrency } from '#billing/workflow/fx'
import { reportPeriod } from '#billing/workflow/report_period'
import { slaStatistics } from '#billing/workflow/sla_statistics'
import Contract from '#contracts/models/contract'
import type { Signatory } from '#contracts/models/contract_types'
import { amountInWords, isWordedCurrency } from '#core/amount_in_words'
import { clock } from '#core/clock'
import { exact, sumMinor } from '#core/money'
import type { VatMode } from '#core/vat'
import type Organisation from '#directory/models/organisation'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Everything a client's report says for the billing period that begins in a month (`YYYY-MM`, by the
 * contract's zone). A period without work gives a true report of it; an approved one says what was
 * written down then (§7.6). Throws E_ROW_NOT_FOUND for an unknown contract.
 */
export async function contractReport(
  contractId: number,
  month: string,
  client: QueryClientContract = db.connection()
): Promise<ContractReport> {
  const contract = await Contract.query({ client })
    .where('id', contractId)
    .preload('organisation')
    .preload('provider')
    .preload('agreement')
    .firstOrFail()
  return reportOfBill(client, contract, await periodBill(client, contract, month))
}

/** The same of a bill that is known; the contract comes with its parties and agreement. */
export async function reportOfBill(
  client: QueryClientContract,
  contract: Contract,
  bill: PeriodBill
): Promise<ContractReport> {
  const period = reportPeriod(bill.period, contract.timeZone)
  const work = await loggedWork(client, bill.workOf)
  const clocks = await reportClocks(client, contract.id, period)
  const entries = entriesOf(work, bill.charge.parts)
  const charges = await reportCharges(client, bill)
  const { totals } = bill.charge
  return {
    contract: contractFacts(contract, bill),
    ...partiesOf(contract, bill),
    period: periodFacts(bill, period),
    generatedAt: clock.now().toISO(),
    charges,
    totals,
    vatByRate: vatByRate(charges),
    amountInWords: inWords(totals.grossMinor, contract.currency),
    equivalent: equivalentOf(bill),
    consumption: consumptionOf(bill),
    sla: { ...slaStatistics(clocks), breaches: breachesOf(clocks) },
    tickets: await reportTickets(client, { contractId: contract.id, period, clocks, entries }),
    entries: entries.map(({ ticketId, ...entry }) => entry),
    expenses: await reportExpenses(client, bill),
  }
}

type Entry = ReportEntry & { ticketId: number }

const UNBILLED = {
  ...{ band: null, multiplier: null, billedMinutes: 0 },
  ...{ ratePerHourMinor: null, amountMinor: null },
}

/** A row per stretch of work that has a price of its own; work nobody bills is told of as well. */
function entriesOf(work: readonly LoggedWork[], parts: readonly BilledPart[]): Entry[] {
  const partsOf = Map.groupBy(parts, ({ entryId }) => entryId)
  return work.flatMap((entry): Entry[] => {
    const { id, ticketId, workDate, ticket, person, role, workType, isBillable, note } = entry
    const facts = { id, ticketId, workDate, ticket, person, role, workType, isBillable, note }
    const own = partsOf.get(id)
    if (!own) return [{ ...facts, ...UNBILLED, rawMinutes: entry.minutes }]
    return own.map(({ serviceDate, band, multiplier, ...part }) => ({
      ...{ ...facts, workDate: serviceDate, band, multiplier },
      ...{ rawMinutes: part.rawMinutes, billedMinutes: part.billedMinutes },
      ...{ ratePerHourMinor: part.ratePerHourMinor, amountMinor: part.amountMinor },
    }))
  })
}

const SHOWN_PERIODS = 12
const BALANCED: readonly RuleConsumption['kind'][] = ['prepaid_block', 'incident_pack']

function consumptionOf({ charge, past, terms }: PeriodBill): RuleConsumption[] {
  return charge.consumption.map(({ ruleKey, kind, row }) => {
    const rule = terms.rules.find(({ key }) => key === ruleKey)
    const before = past.filter((each) => each.ruleKey === ruleKey && each.kind === kind)
    const rows = [...before.map((each) => each.row), row]
    return {
      ...{ ruleKey, kind },
      name: rule?.nameRu ? { ru: rule.nameRu, en: rule.nameEn ?? rule.nameRu } : null,
      rows: BALANCED.includes(kind) ? rows.slice(-SHOWN_PERIODS) : [row],
    }
  })
}

function contractFacts(contract: Contract, { terms, row }: PeriodBill) {
  const { number, currency, vatProfile, startsOn, endsOn } = contract
  const vatMode: VatMode = contract.vatMode === 'inclusive' ? 'inclusive' : 'exclusive'
  const name = row?.snapshot?.contractName ?? contract.name
  const kinds = [...new Set(terms.rules.map(({ kind }) => kind))]
  return { number, name, kinds, currency, vatMode, vatProfile, startsOn, endsOn }
}

/** As they were called when the period was approved (§7.6). */
function partiesOf({ provider, organisation, signatories }: Contract, { row }: PeriodBill) {
  return {
    provider: row?.snapshot?.provider ?? toParty(provider, signatories.provider),
    client: row?.snapshot?.client ?? toParty(organisation, signatories.client),
  }
}

/** A party as documents name it. */
export function toParty(organisation: Organisation, signatory: Signatory): ReportParty {
  const { name, legalName, taxNumber, taxRegistrationCode, address, bankDetails, locale } =
    organisation
  return {
    name: legalName ?? name,
    taxNumber,
    taxRegistrationCode,
    address,
    bankDetails,
    locale,
    signatory,
  }
}

function periodFacts(
  { period: { number }, row }: PeriodBill,
  { month, zone, firstDate, lastDate, endsAt }: ReturnType<typeof reportPeriod>
) {
  return {
    ...{ month, firstDate, lastDate, timeZone: zone, number },
    isOver: clock.now() >= endsAt,
    ...{ state: row?.state ?? ('open' as const), revision: row?.revision ?? 1 },
    ...{ actNumber: row?.actNumber ?? null, actDate: row?.actDate ?? null },
    ...{ invoiceNumber: row?.invoiceNumber ?? null, invoiceDate: row?.invoiceDate ?? null },
  }
}

function vatByRate(charges: readonly ReportCharge[]) {
  const rates = Map.groupBy(charges, ({ vatRate }) => vatRate)
  return [...rates]
    .map(([vatRate, lines]) => ({
      vatRate,
      vatMinor: sumMinor(lines.map((line) => line.vatMinor)),
    }))
    .sort((one, other) => exact(other.vatRate ?? -1).comparedTo(exact(one.vatRate ?? -1)))
}

/** The total is converted once, as it stands on the act. */
function equivalentOf({ row, charge }: PeriodBill): ContractReport['equivalent'] {
  const { exchangeCurrency: currency = null, exchangeRate: rate = null } = row ?? {}
  const { exchangeDate: date = null, exchangeSource: source = null } = row ?? {}
  if (currency === null || rate === null || date === null || source === null) return null
  const grossMinor = toReportingCurrency(charge.totals.grossMinor, rate)
  return { currency, rate, date, source, grossMinor }
}

function inWords(grossMinor: number, currency: string) {
  if (!isWordedCurrency(currency)) return null
  return {
    ru: amountInWords(grossMinor, currency, 'ru'),
    en: amountInWords(grossMinor, currency, 'en'),
  }
}
