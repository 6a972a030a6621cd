import type { PlannedChain } from '#billing/queries/open_periods'
import { packedIncidents, type OpenedIncident } from '#billing/queries/packed_incidents'
import { correctionLines, expenseLines } from '#billing/queries/period_postings'
import { openWork, type PeriodWork } from '#billing/queries/period_work'
import { compliancesIn } from '#billing/queries/report_clocks'
import { storedCharges } from '#billing/queries/stored_charge'
import { unitCounts, type UnitCounts } from '#billing/queries/unit_counts'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { UntaxedLine } from '#billing/workflow/charge_types'
import { monthOf, reportPeriod } from '#billing/workflow/report_period'
import { loadWorkingTimesAt } from '#calendars/queries/load_working_time'
import type { WorkingTime } from '#calendars/queries/working_time'
import type { CyclePeriod } from '#contracts/queries/billing_cycle'
import { clock } from '#core/clock'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What the open periods of a contract are counted from, besides its terms. */
export type ChainFacts = {
  work: PeriodWork[]
  incidents: OpenedIncident[]
  /** Of the contract's calendar; null where nothing asks for it. */
  time: WorkingTime | null
  /** Units by the first day of the period. */
  counts: Map<string, UnitCounts>
  /** Of the wanted period alone, as nothing goes on from them. */
  expenses: UntaxedLine[]
  corrections: UntaxedLine[]
  /** What a credit for the period before the wanted goes by; null where none is given. */
  judged: { compliancePercent: string | null; stored: PeriodCharge | null } | null
}

/**
 * Reads what several chains of open periods are counted from, all together: as many statements for
 * one as for many. The answers are in the order of the chains.
 */
export async function openPeriodFacts(
  client: QueryClientContract,
  chains: readonly PlannedChain[]
): Promise<ChainFacts[]> {
  const work = await openWork(client, chains.map(workOf))
  const times = await workingTimes(client, chains)
  const incidents = await incidentsOf(client, chains, times)
  const counts = await countsOf(client, chains)
  const postings = await postingsOf(client, chains)
  const judged = await judgedOf(client, chains)
  return chains.map((chain, index) => ({
    work: work[index]!,
    incidents: incidents.get(chain) ?? [],
    time: times.get(chain) ?? null,
    counts: counts.get(chain)!,
    ...(postings.get(chain) ?? { expenses: [], corrections: [] }),
    judged: judged.get(chain) ?? null,
  }))
}

/** A period outside the contract has only the work of its own days. */
function workOf({ contract, periods, isReplay }: PlannedChain) {
  const first = periods[0]!
  return {
    contractId: contract.id,
    from: first.number === 0 ? first.startsOn : null,
    to: periods.at(-1)!.endsOn,
    withCharged: isReplay,
  }
}

function countsIncidents({ versions }: PlannedChain): boolean {
  return versions.some(({ rules }) => rules.some(({ kind }) => kind === 'incident_pack'))
}

function hasBands({ versions }: PlannedChain): boolean {
  return versions.some(({ rateCardId, rateCard }) => rateCardId !== null && rateCard.bands !== null)
}

async function workingTimes(
  client: QueryClientContract,
  chains: readonly PlannedChain[]
): Promise<Map<PlannedChain, WorkingTime>> {
  const asking = chains.filter((chain) => countsIncidents(chain) || hasBands(chain))
  const calendarIds = asking.map(({ contract }) => contract.agreement.calendarId)
  const times = await loadWorkingTimesAt(calendarIds, clock.now(), client)
  return new Map(
    asking.map((chain) => [chain, times.get(chain.contract.agreement.calendarId)!.time])
  )
}

async function incidentsOf(
  client: QueryClientContract,
  chains: readonly PlannedChain[],
  times: Map<PlannedChain, WorkingTime>
): Promise<Map<PlannedChain, OpenedIncident[]>> {
  const asking = chains.filter(countsIncidents)
  const incidents = await packedIncidents(
    client,
    asking.map((chain) => ({
      contract: chain.contract,
      time: times.get(chain)!,
      from: reportPeriod(chain.periods[0]!, chain.contract.timeZone).startsAt,
      to: reportPeriod(chain.periods.at(-1)!, chain.contract.timeZone).endsAt,
    }))
  )
  return new Map(asking.map((chain, index) => [chain, incidents[index]!]))
}

async function countsOf(client: QueryClientContract, chains: readonly PlannedChain[]) {
  const asking = chains.flatMap((chain) => {
    const { contract, periods, isReplay } = chain
    return (isReplay ? periods : periods.slice(-1)).map(({ terms, startsOn, endsOn }) => ({
      ...{ chain, startsOn, contract, rules: terms.rules },
      span: {
        from: startsOn > contract.startsOn ? startsOn : contract.startsOn,
        to: contract.endsOn !== null && contract.endsOn < endsOn ? contract.endsOn : endsOn,
      },
    }))
  })
  const counts = await unitCounts(client, asking)
  const byChain = new Map<PlannedChain, Map<string, UnitCounts>>(
    chains.map((chain) => [chain, new Map()])
  )
  for (const [index, { chain, startsOn }] of asking.entries()) {
    byChain.get(chain)!.set(startsOn, counts[index]!)
  }
  return byChain
}

async function postingsOf(client: QueryClientContract, chains: readonly PlannedChain[]) {
  const asking = chains.filter(({ isReplay }) => !isReplay)
  const isFirst = ({ periods }: PlannedChain) => periods.length === 1
  const expenses = await expenseLines(
    client,
    asking.map((chain) => {
      const { number, startsOn, endsOn, terms } = chain.periods.at(-1)!
      const takesLate = isFirst(chain) && number > 0
      const span = { from: takesLate ? null : startsOn, to: endsOn }
      return { contractId: chain.contract.id, terms, vat: chain.vat, ...span }
    })
  )
  const corrected = asking.filter(isFirst).map(({ contract }) => contract.id)
  const corrections = await correctionLines(client, corrected)
  return new Map(
    asking.map((chain, index) => {
      const waiting = isFirst(chain) ? (corrections.get(chain.contract.id) ?? []) : []
      return [chain, { expenses: expenses[index]!, corrections: waiting }]
    })
  )
}

async function judgedOf(client: QueryClientContract, chains: readonly PlannedChain[]) {
  const asking = chains.flatMap((chain) => {
    const credited = chain.isReplay || !chain.periods.at(-1)!.terms.credits ? null : before(chain)
    return credited ? [{ chain, credited }] : []
  })
  const compliances = await compliancesIn(
    client,
    asking.map(({ chain: { contract }, credited }) => ({
      contractId: contract.id,
      period: reportPeriod(credited, contract.timeZone),
    }))
  )
  const rows = asking.flatMap(({ chain }) => (chain.periods.length === 1 ? [chain.last!] : []))
  const stored = await storedCharges(client, rows)
  return new Map(
    asking.map(({ chain }, index) => {
      const isStored = chain.periods.length === 1
      const written = isStored ? stored.get(chain.last!.id)! : null
      return [chain, { compliancePercent: compliances[index]!, stored: written }]
    })
  )
}

/** The period whose fees broken promises reduce in the wanted one (§7.5). */
function before({ periods, last }: PlannedChain): CyclePeriod | null {
  const open = periods.at(-2)
  if (open) return open
  return last && { month: monthOf(last.startsOn), startsOn: last.startsOn, endsOn: last.endsOn }
}
