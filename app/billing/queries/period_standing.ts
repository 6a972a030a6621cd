import type { PeriodBill } from '#billing/queries/period_bill'
import { clientDeadline } from '#billing/queries/client_deadline'
import { obstaclesOf } from '#billing/queries/period_obstacles'
import {
  FROZEN_STATES,
  stepsFrom,
  type PeriodObstacles,
  type PeriodState,
  type PeriodStep,
} from '#billing/workflow/period_steps'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import type Contract from '#contracts/models/contract'
import { actorNames } from '#core/queries/actor_names'
import db from '@adonisjs/lucid/services/db'

export type PeriodStanding = {
  state: PeriodState
  /** 0 while nobody has taken it up. */
  version: number
  number: number
  revision: number
  startsOn: string
  endsOn: string
  note: string | null
  /** When the client's silence counts as approval; ISO, null when it is not asked. */
  silentApprovalAt: string | null
  actNumber: string | null
  actDate: string | null
  invoiceNumber: string | null
  invoiceDate: string | null
  /** Null once it is approved. */
  obstacles: PeriodObstacles | null
  /** `YYYY-MM` of the earliest period that has to be approved first; null when none has. */
  firstOpenMonth: string | null
  steps: PeriodStep[]
  canCorrect: boolean
  /** About lines, while the client reviews them. */
  canAsk: boolean
  canAnswer: boolean
  /** Of the contract: an equivalent is in another. */
  currency: string
  unlock: { canAsk: boolean; canDecide: boolean; askedBy: string | null; reason: string | null }
}

type May = { canClose: boolean; canUnlock: boolean; isClient: boolean }

/** How a period stands and what the reader can do with it. */
export async function periodStanding(
  bill: PeriodBill,
  contract: Contract,
  { canClose, canUnlock, isClient }: May
): Promise<PeriodStanding> {
  const { row, period } = bill
  const state = row?.state ?? 'open'
  const isLocked = LOCKED_STATES.includes(state)
  const side = isClient ? 'client' : 'provider'
  const steps = stepsFrom(state, { needsClient: contract.needsClientApproval, side })
  const askedBy = row?.unlockAskedByUserId ?? null
  const names = askedBy === null ? null : await actorNames([askedBy], db.connection())
  return {
    ...{ state, version: row?.version ?? 0, revision: row?.revision ?? 1 },
    ...{ number: period.number, startsOn: period.startsOn, endsOn: period.endsOn },
    note: row?.note ?? null,
    silentApprovalAt: (await clientDeadline(row, contract))?.toISO() ?? null,
    ...{ actNumber: row?.actNumber ?? null, actDate: row?.actDate ?? null },
    ...{ invoiceNumber: row?.invoiceNumber ?? null, invoiceDate: row?.invoiceDate ?? null },
    obstacles: FROZEN_STATES.includes(state) || isClient ? null : obstaclesOf(bill, contract),
    firstOpenMonth: bill.earlier[0]?.period.month ?? null,
    steps: isClient || canClose ? steps : [],
    canCorrect: canClose && isLocked,
    canAsk: isClient && state === 'client_review',
    canAnswer: canClose,
    currency: contract.currency,
    unlock: {
      canAsk: canUnlock && isLocked && askedBy === null,
      canDecide: canUnlock && askedBy !== null,
      askedBy: askedBy === null ? null : (names?.get(askedBy) ?? ''),
      reason: row?.unlockReason ?? null,
    },
  }
}
