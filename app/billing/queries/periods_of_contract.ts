import BillingPeriod from '#billing/models/billing_period'
import type { PeriodState } from '#billing/workflow/period_steps'
import type Contract from '#contracts/models/contract'
import { periodsBetween } from '#contracts/queries/billing_cycle'
import { clock } from '#core/clock'

export type ListedPeriod = {
  month: string
  startsOn: string
  endsOn: string
  state: PeriodState
  revision: number
  /** Null until it is approved. */
  netMinor: number | null
  grossMinor: number | null
  actNumber: string | null
  invoiceNumber: string | null
  isRunning: boolean
}

const SHOWN = 60

/** Periods of a contract up to the present one, the latest first. */
export async function periodsOfContract(contract: Contract): Promise<ListedPeriod[]> {
  const today = clock.today(contract.timeZone)
  const until = contract.endsOn !== null && contract.endsOn < today ? contract.endsOn : today
  const rows = await BillingPeriod.query().where('contractId', contract.id)
  const byStart = new Map(rows.map((row) => [row.startsOn, row]))
  const periods = periodsBetween(contract.startsOn, until, contract).reverse().slice(0, SHOWN)
  return periods.map(({ month, startsOn, endsOn }) => {
    const row = byStart.get(startsOn)
    return {
      ...{ month, startsOn, endsOn, state: row?.state ?? 'open', revision: row?.revision ?? 1 },
      netMinor: row?.netMinor === null || !row ? null : Number(row.netMinor),
      grossMinor: row?.grossMinor === null || !row ? null : Number(row.grossMinor),
      ...{ actNumber: row?.actNumber ?? null, invoiceNumber: row?.invoiceNumber ?? null },
      isRunning: endsOn >= today,
    }
  })
}
