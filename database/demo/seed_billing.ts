import { correctCharge } from '#billing/actions/correct_charge'
import { movePeriod } from '#billing/actions/move_period'
import ChargeLine from '#billing/models/charge_line'
import { periodBill } from '#billing/queries/period_bill'
import type { Exchange } from '#billing/workflow/fx'
import type { PeriodStep } from '#billing/workflow/period_steps'
import Contract from '#contracts/models/contract'
import { writeTerms, type AgreedRule } from '#contracts/actions/write_terms'
import { sumMinutes } from '#core/duration'
import { inTransaction } from '#core/transaction'
import { monthFrom } from '#database/demo/demo_time'
import { hoursInto } from '#database/demo/months'
import { seedPeriodQuestions } from '#database/demo/seed_period_questions'
import { WAITING_CONTRACT } from '#database/demo/seed_time_approvals'
import { named, type World } from '#database/demo/world'
import { DateTime } from 'luxon'

const DAY_HOURS = 24
/** After the end of a month, when everybody's time is approved. */
const REVIEWED = 3 * DAY_HOURS + 10

/** How far last month came; the months before it are invoiced. */
const LAST_MONTH: Record<string, PeriodStep[]> = {
  'ОС-2025/014': ['begin_review', 'ask_client'],
  'ОС-2026/003': ['begin_review'],
  'ОС-2026/011': ['begin_review', 'approve', 'lock', 'invoice'],
  // Somebody's time is not approved yet.
  [WAITING_CONTRACT]: [],
}
const LIMIT = 'Amendment 1: monthly limit of hours'
const LEAST_LIMIT = 10 * 60
const NEAR = 0.84
const CORRECTED = 'ОС-2026/011'
const CORRECTION = {
  amountMinor: -390_000,
  reason: 'Обращение о печати закрыто как повтор, клиент его не оплачивает.',
}

/** The months before this one, closed as the account manager and the clients would have done. */
export async function seedBilling(world: World) {
  for (const [number, last] of Object.entries(LAST_MONTH)) {
    const contract = await Contract.findOrFail(named(world.contracts, number))
    const months = monthsOf(contract, world)
    for (const month of months.slice(0, -1)) await close(world, contract, month, wholeWay(contract))
    await close(world, contract, months.at(-1)!, last)
  }
  await seedPeriodQuestions(world)
  world.moveTo(world.day.now)
  await correct(world)
  await limitHours(world)
}

/** From its first to the last that is over, `YYYY-MM`. */
function monthsOf({ startsOn }: Contract, { day }: World): string[] {
  const months: string[] = []
  for (let back = 1; monthFrom(day.today, -back) >= startsOn; back += 1) {
    months.unshift(monthFrom(day.today, -back).slice(0, 7))
  }
  return months
}

function wholeWay({ needsClientApproval }: Contract): PeriodStep[] {
  const asking: PeriodStep[] = needsClientApproval ? ['ask_client'] : []
  return ['begin_review', ...asking, 'approve', 'lock', 'invoice']
}

async function close(world: World, contract: Contract, month: string, steps: PeriodStep[]) {
  const [manager, client] = [world.person('ershov'), world.person('fadeev')]
  for (const [index, step] of steps.entries()) {
    world.moveTo(hoursInto(world.day, month, REVIEWED + index * DAY_HOURS))
    const isClient = step === 'approve' && contract.needsClientApproval
    await movePeriod.handle({
      ...{ contractId: contract.id, month, step },
      ...(step === 'lock' ? { exchange: exchangeOf(contract, month) } : {}),
      ...(isClient
        ? { actor: client.actor, side: 'client' }
        : { actor: manager.actor, side: 'provider' }),
    })
  }
}

/** Our accounts are kept in roubles: the act tells them besides. */
function exchangeOf({ currency }: Contract, month: string): Exchange | null {
  if (currency === 'RUB') return null
  const date = DateTime.fromISO(`${month}-01`).endOf('month').toISODate()!
  return { currency: 'RUB', rate: '98.7654', date, source: 'Bank of Russia' }
}

/** Waits for the bill of this month. */
async function correct(world: World) {
  const line = await ChargeLine.query()
    .join('billing_periods', 'billing_periods.id', 'charge_lines.billing_period_id')
    .where('billing_periods.contract_id', named(world.contracts, CORRECTED))
    .whereNotNull('charge_lines.rule_key')
    .select('charge_lines.*')
    .orderBy('charge_lines.id', 'desc')
    .firstOrFail()
  const { amountMinor, reason } = CORRECTION
  const { actor } = world.person('ershov')
  await correctCharge.handle({ actor, lineId: line.id, change: { amountMinor }, reason })
}

/** From this month on no more hours than agreed; so much is worked that the limit comes near. */
async function limitHours(world: World) {
  const contract = await Contract.query()
    .where('id', named(world.contracts, WAITING_CONTRACT))
    .preload('agreement')
    .firstOrFail()
  await inTransaction(async (trx) => {
    const validFrom = monthFrom(world.day.today, 0)
    const { charge, terms } = await periodBill(trx, contract, validFrom.slice(0, 7))
    const minutes = sumMinutes(charge.parts.map(({ billedMinutes }) => billedMinutes))
    const capMinutes = Math.max(LEAST_LIMIT, Math.floor(minutes / NEAR / 15) * 15)
    const { rateCardId, rounding, travel, credits, rules } = terms
    await writeTerms(trx, contract, {
      ...{ validFrom, amendment: LIMIT, rateCardId, rounding, travel, credits, capMinutes },
      rules: rules.map(({ key, kind, terms: own, takes, nameRu, nameEn }) => {
        return { key, kind, terms: own, takes, nameRu, nameEn } as AgreedRule
      }),
    })
  })
}
