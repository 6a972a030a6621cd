import { askUsualDocuments } from '#billing/actions/ask_period_documents'
import { freezePeriod, thawPeriod } from '#billing/actions/freeze_period'
import {
  ExchangeCurrency,
  ExchangeTooLarge,
  LaterPeriodFrozen,
  MonthInFuture,
  NumberTaken,
  PeriodHindered,
  PeriodStepNotAllowed,
} from '#billing/errors'
import { tellOfPeriod } from '#billing/actions/tell_of_period'
import BillingPeriod from '#billing/models/billing_period'
import { periodBill, type PeriodBill } from '#billing/queries/period_bill'
import { numberOfPeriod } from '#billing/queries/period_number'
import { obstaclesOf } from '#billing/queries/period_obstacles'
import { lockWork } from '#billing/queries/period_work'
import { countUnanswered } from '#billing/queries/questions_of_period'
import { isFutureMonth } from '#billing/queries/report_months'
import { complianceIn } from '#billing/queries/report_clocks'
import { isConvertible, type Exchange } from '#billing/workflow/fx'
import {
  FROZEN_STATES,
  isHindered,
  STEPS,
  stepsFrom,
  type PeriodStep,
} from '#billing/workflow/period_steps'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { monthOf, reportPeriod } from '#billing/workflow/report_period'
import Contract from '#contracts/models/contract'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type PeriodCommand = {
  actor: Actor
  contractId: number
  /** `YYYY-MM` in which the period begins. */
  month: string
  /** As it was seen; left out by jobs, which do not go by what somebody saw. */
  version?: number
}

type Move = PeriodCommand & {
  step: PeriodStep
  side: 'provider' | 'client'
  /** The client's or the reviewer's words. */
  note?: string | null
  /** Of the act or the invoice; a period is numbered by its contract and month if none is given. */
  number?: string | null
  date?: string | null
  /** What the total is told in besides, once the act is made. */
  exchange?: Exchange | null
}

/**
 * Moves a billing period by one step (§7.6). With its approval everything charged is written down,
 * with an obstacle in the way nothing happens. Commands on one contract wait for each other; of two
 * that saw the same version one is refused. Throws StaleRecord, PeriodStepNotAllowed, PeriodHindered,
 * LaterPeriodFrozen, NumberTaken, ExchangeCurrency, ExchangeTooLarge, MonthInFuture.
 */
export const movePeriod = {
  async handle(command: Move): Promise<BillingPeriod> {
    return inTransaction((trx) => move(trx, command))
  },
}

async function move(trx: TransactionClientContract, command: Move): Promise<BillingPeriod> {
  const { actor, step, side, note = null } = command
  const contract = await lockContract(trx, command.contractId)
  const row = await takeUpPeriod(trx, contract, command)
  const allowed = stepsFrom(row.state, { needsClient: contract.needsClientApproval, side })
  if (!allowed.includes(step)) throw new PeriodStepNotAllowed()

  if (step === 'approve' || step === 'ask_client') {
    const bill = await periodBill(trx, contract, command.month)
    refuseHindered(bill, contract)
    if (step === 'ask_client') await refuseUnanswered(trx, row)
    if (step === 'approve') await approve(trx, { contract, row, bill })
  }
  if (step === 'withdraw_approval') await withdraw(trx, row)
  if (step === 'lock') {
    await giveNumber(trx, row, 'act', command, contract)
    setExchange(row, contract, command.exchange ?? null)
  }
  if (step === 'invoice') await giveNumber(trx, row, 'invoice', command, contract)
  row.merge({ state: STEPS[step].to, stateSince: clock.now(), note, version: row.version + 1 })
  const changes = pendingChanges(row).filter(({ field }) => TOLD.has(field))
  await row.useTransaction(trx).save()
  await recordAudit(trx, {
    ...{ actor, subjectType: 'billing_period', subjectId: row.id, subjectVersion: row.version },
    ...{ organisationId: row.organisationId, action: `billing_period.${step}`, reason: note },
    changes,
  })
  const notice = noticeOf(step, side)
  if (notice) await tellOfPeriod(trx, { contract, period: row, ...notice })
  if (LOCKED_STATES.includes(row.state)) await askUsualDocuments(trx, row, actor.userId)
  return row
}

/** What the other side is told. */
function noticeOf(step: PeriodStep, side: Move['side']) {
  if (step === 'ask_client') return { event: 'client_asked', to: 'client' } as const
  if (step === 'decline') return { event: 'declined', to: 'provider' } as const
  if (step === 'approve' && side === 'client') {
    return { event: 'client_approved', to: 'provider' } as const
  }
  return null
}

/** Balances and names written down with them are told by the documents. */
const TOLD = new Set([
  ...['state', 'netMinor', 'vatMinor', 'grossMinor', 'revision'],
  ...['actNumber', 'actDate', 'invoiceNumber', 'invoiceDate'],
  ...['exchangeCurrency', 'exchangeRate', 'exchangeDate', 'exchangeSource'],
])

/**
 * Of one contract one command at a time, and none while somebody writes its work; with all that its
 * documents name. The first statement of a transaction: MariaDB reads the state of the first plain
 * read, so that whatever is read before a lock may be of before what the lock waited for.
 */
export async function lockContract(trx: TransactionClientContract, id: number) {
  const contract = await Contract.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  await lockWork(trx, id)
  await contract.load((loader) => {
    loader.load('organisation').load('provider').load('agreement')
  })
  return contract
}

/** The period's row, which is written the first time somebody takes it up. */
async function takeUpPeriod(
  trx: TransactionClientContract,
  contract: Contract,
  { month, version }: PeriodCommand
): Promise<BillingPeriod> {
  if (isFutureMonth(month, contract)) throw new MonthInFuture()
  const { startsOn, endsOn } = periodOfMonth(month, contract)
  const of = { contractId: contract.id, organisationId: contract.organisationId }
  const row =
    (await BillingPeriod.query({ client: trx })
      .where({ contractId: contract.id, startsOn })
      .first()) ??
    (await BillingPeriod.create(
      {
        ...{ ...of, number: await numberOfPeriod(trx, contract, month), startsOn, endsOn },
        ...{ state: 'open', revision: 1, stateSince: clock.now(), version: 1 },
      },
      { client: trx }
    ))
  await refuseStale(trx, 'billing_period', row, version)
  return row
}

function refuseHindered(bill: PeriodBill, contract: Contract) {
  const obstacles = obstaclesOf(bill, contract)
  if (!isHindered(obstacles)) return
  const { isRunning, earlierOpen, unapproved, unrated, untaken } = obstacles
  if (isRunning) throw new PeriodHindered('billing.refused.period_running')
  if (earlierOpen) throw new PeriodHindered('billing.refused.earlier_open')
  throw new PeriodHindered('billing.refused.hindered', { unapproved, unrated, untaken })
}

/** What the client asked is answered before they are asked anew. */
async function refuseUnanswered(trx: TransactionClientContract, row: BillingPeriod) {
  const n = await countUnanswered(row.id, trx)
  if (n > 0) throw new PeriodHindered('billing.refused.unanswered', { n })
}

type Approved = { contract: Contract; row: BillingPeriod; bill: PeriodBill }

async function approve(trx: TransactionClientContract, approved: Approved) {
  const { contract, row, bill } = approved
  const span = reportPeriod(bill.period, contract.timeZone)
  await freezePeriod(trx, approved)
  row.merge({ compliancePercent: (await complianceIn(trx, contract.id, span))?.slice(0, 10) })
}

async function withdraw(trx: TransactionClientContract, row: BillingPeriod) {
  if (row.state !== 'approved') return
  await refuseWhenFollowed(trx, row)
  await thawPeriod(trx, row, { keepLines: false })
}

/** Balances of approved periods go on from each other: the latest is taken back first. */
export async function refuseWhenFollowed(trx: TransactionClientContract, row: BillingPeriod) {
  const later = await BillingPeriod.query({ client: trx })
    .where('contractId', row.contractId)
    .where('startsOn', '>', row.startsOn)
    .whereIn('state', [...FROZEN_STATES])
    .first()
  if (later) throw new LaterPeriodFrozen()
}

async function giveNumber(
  trx: TransactionClientContract,
  row: BillingPeriod,
  of: 'act' | 'invoice',
  { number: given, date }: Move,
  contract: Contract
) {
  const usual = `${contract.number}/${monthOf(row.startsOn)}`
  const value = given?.trim() || (row.revision > 1 ? `${usual}-${row.revision}` : usual)
  const field = `${of}Number` as const
  const taken = await BillingPeriod.query({ client: trx })
    .where(field, value)
    .whereNot('id', row.id)
    .whereIn(
      'contractId',
      trx
        .from('contracts')
        .where('provider_organisation_id', contract.providerOrganisationId)
        .select('id')
    )
    .first()
  if (taken) throw new NumberTaken(field)
  row.merge({ [field]: value, [`${of}Date`]: date ?? row.endsOn })
}

/** The documents of a locked period are made with it; another rate needs it unlocked. */
function setExchange(row: BillingPeriod, contract: Contract, exchange: Exchange | null) {
  if (exchange?.currency === contract.currency) throw new ExchangeCurrency()
  if (exchange && !isConvertible(Number(row.grossMinor), exchange.rate)) {
    throw new ExchangeTooLarge()
  }
  row.merge({
    ...{ exchangeCurrency: exchange?.currency ?? null, exchangeRate: exchange?.rate ?? null },
    ...{ exchangeDate: exchange?.date ?? null, exchangeSource: exchange?.source ?? null },
  })
}
