import { periodBills, type PeriodBill } from '#billing/queries/period_bill'
import { capsOf, usagesOf, type CapUsage, type RuleUsage } from '#billing/queries/period_usage'
import { tellAccountManagers } from '#contracts/actions/tell_account_managers'
import Contract from '#contracts/models/contract'
import type { ContractNotice } from '#contracts/models/contract_notice_types'
import { presentPeriod } from '#contracts/queries/billing_cycle'
import { exact } from '#core/money'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

const TOGETHER = 50

/**
 * Tells account managers of contracts whose limits or included hours are used up to 80 or 100 percent
 * in the running period (§7.1), and in the one before as long as it is not approved: work is often
 * logged after the last day. Each once a period. Answers how many notices were new.
 */
export const warnOfUsage = {
  async handle(): Promise<number> {
    const active = await Contract.query().where('state', 'active').orderBy('id').select('id')
    const ids = active.map(({ id }) => id)
    let told = 0
    for (const some of portions(ids, TOGETHER)) {
      const contracts = await Contract.query().whereIn('id', some).preload('agreement')
      const bills = await periodBills(db.connection(), contracts, (contract) => {
        return presentPeriod(contract).month
      })
      for (const [contractId, bill] of bills) {
        told += await tellAccountManagers.handle(contractId, noticesOf(bill))
      }
    }
    return told
  },
}

function noticesOf(bill: PeriodBill): ContractNotice[] {
  const before = bill.earlier.at(-1)
  return [...(before ? [before] : []), bill].flatMap(({ period, terms, charge }) => [
    ...capsOf({ terms, charge }).flatMap((cap) => levelsOf(cap, `cap_${cap.kind}`, period)),
    ...usagesOf({ terms, charge }).flatMap((usage) => levelsOf(usage, usage.ruleKey, period)),
  ])
}

/** What is wholly used was nearly used too: of both at once one is told. */
function levelsOf(
  usage: CapUsage | RuleUsage,
  about: string,
  { startsOn, month }: PeriodBill['period']
): ContractNotice[] {
  const { kind, level, used, of } = usage
  if (level === 'none') return []
  const name = 'name' in usage ? usage.name : null
  const percent = of > 0 ? Math.floor(exact(used).times(100).div(of).toNumber()) : 100
  const notice = {
    ...{ about, ofDate: startsOn },
    params: { measure: kind, startsOn, ruleRu: name?.ru ?? null, ruleEn: name?.en ?? null },
    told: { billingPeriod: month, [`${kind}Used`]: `${percent} %` },
  }
  const isOver = level === 'over'
  return [
    { ...notice, event: 'limit_near', isSilent: isOver },
    ...(isOver ? [{ ...notice, event: 'limit_reached' as const }] : []),
  ]
}
