import { chargeMonth } from '#billing/queries/charge_month'
import type { EntryShare } from '#billing/queries/charge_input'
import { breachesOf, reportClocks } from '#billing/queries/report_clocks'
import { loggedWork, type LoggedWork } from '#billing/queries/report_entries'
import { reportTickets } from '#billing/queries/report_tickets'
import type { ContractReport, ReportCharge, ReportParty } from '#billing/queries/report_types'
import { reportVat } from '#billing/queries/report_vat'
import { reportPeriod, type ReportPeriod } from '#billing/workflow/report_period'
import { slaStatistics } from '#billing/workflow/sla_statistics'
import { totalsOf } from '#billing/workflow/vat_document'
import Contract from '#contracts/models/contract'
import type { Signatory } from '#contracts/models/contract_types'
import { amountInWords, isWordedCurrency } from '#core/amount_in_words'
import { clock } from '#core/clock'
import { exact, sumMinor } from '#core/money'
import type Organisation from '#directory/models/organisation'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * Everything a client's report for a month (`YYYY-MM`, by the contract's zone) says. A month without
 * work gives a true report of it. Throws E_ROW_NOT_FOUND for an unknown contract and a RangeError
 * for what is not a month of reports.
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
  const period = reportPeriod(month, contract.timeZone)
  const allWork = await loggedWork(client, contract.id, period.firstDate, period.lastDate)
  const work = allWork.filter((entry) => entry.isBillable)
  const vat = await reportVat(client, contract)
  const { charges, consumption, shares } = await chargeMonth({
    client,
    contract,
    period,
    vat,
    work,
    allWork,
  })
  const clocks = await reportClocks(client, contract.id, period)
  const entries = allWork.map((entry) => toEntry(entry, shares))
  const totals = totalsOf(charges)
  return {
    contract: contractFacts(contract, vat.mode),
    provider: toParty(contract.provider, contract.signatories.provider),
    client: toParty(contract.organisation, contract.signatories.client),
    period: periodFacts(period),
    generatedAt: clock.now().toISO(),
    charges,
    totals,
    vatByRate: vatByRate(charges),
    amountInWords: inWords(totals.grossMinor, contract.currency),
    consumption,
    sla: { ...slaStatistics(clocks), breaches: breachesOf(clocks) },
    tickets: await reportTickets(client, { contractId: contract.id, period, clocks, entries }),
    entries: entries.map(({ ticketId, ...entry }) => entry),
  }
}

const NOTHING: EntryShare = { billedMinutes: 0, ratePerHourMinor: null, amountMinor: null }

function toEntry(entry: LoggedWork, shares: Map<number, EntryShare>) {
  const { id, ticketId, workDate, ticket, person, workType, minutes, isBillable, note } = entry
  const share = shares.get(id) ?? NOTHING
  return {
    id,
    ticketId,
    workDate,
    ticket,
    person,
    workType,
    rawMinutes: minutes,
    isBillable,
    note,
    ...share,
  }
}

function contractFacts(contract: Contract, vatMode: ContractReport['contract']['vatMode']) {
  const { number, name, billingKind, currency, vatProfile, startsOn, endsOn } = contract
  return { number, name, billingKind, currency, vatMode, vatProfile, startsOn, endsOn }
}

function toParty(organisation: Organisation, signatory: Signatory): ReportParty {
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

function periodFacts({ month, zone, firstDate, lastDate, endsAt }: ReportPeriod) {
  return { month, firstDate, lastDate, timeZone: zone, isOver: clock.now() >= endsAt }
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

function inWords(grossMinor: number, currency: string) {
  if (!isWordedCurrency(currency)) return null
  return {
    ru: amountInWords(grossMinor, currency, 'ru'),
    en: amountInWords(grossMinor, currency, 'en'),
  }
}
