import { countOpenPeriods, type CountedPeriod, type OpenChain } from '#billing/queries/open_periods'
import { reportVats } from '#billing/queries/report_vat'
import { usageOf } from '#billing/workflow/forecast'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import Contract from '#contracts/models/contract'
import ContractTerms from '#contracts/models/contract_terms'
import RateCard from '#contracts/models/rate_card'
import { termsOfContract } from '#contracts/queries/contract_terms'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import { sumMinor } from '#core/money'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** What stands in the place of what was agreed: other terms, other prices, or both. */
export type ReplayAsked = {
  /** `YYYY-MM` of the first and the last period. */
  from: string
  to: string
  termsId: number | null
  rateCardId: number | null
}

export type ReplayedPeriod = {
  month: string
  /** Net by the rules alone; expenses, credits and corrections would be the same. */
  beforeMinor: number
  afterMinor: number
  /** Of what the other terms include, how much the work would have used; null without any. */
  used: { used: number; of: number } | null
  /** Work the other terms have no price or rule for. */
  uncharged: number
}

/**
 * What a contract would have charged in past periods under other terms or prices, beside what it
 * did; nothing is written. Balances are run from the contract's beginning. The contract comes with
 * its agreement. Throws E_ROW_NOT_FOUND for terms or rates of nobody.
 */
export async function replayTerms(
  contract: Contract,
  { from, to, termsId, rateCardId }: ReplayAsked
): Promise<{ periods: ReplayedPeriod[]; beforeMinor: number; afterMinor: number }> {
  const client = db.connection()
  const vatOf = await reportVats(client, [contract])
  const own: OpenChain = {
    ...{ contract, versions: await termsOfContract(contract.id), vat: vatOf(contract) },
    ...{ wanted: periodOfMonth(to, contract), last: null, isReplay: true },
  }
  const other = { ...own, versions: await otherTerms(contract, { termsId, rateCardId }) }
  const counted = await countOpenPeriods(client, [own, other])
  const [before, after] = counted as [CountedPeriod[], CountedPeriod[]]
  const periods = before.flatMap(({ period, charge }, index): ReplayedPeriod[] => {
    if (period.month < from) return []
    const replayed = after[index]!.charge
    return [
      {
        month: period.month,
        ...{ beforeMinor: charge.totals.netMinor, afterMinor: replayed.totals.netMinor },
        ...{ used: firstUsage(replayed), uncharged: unchargedOf(replayed) },
      },
    ]
  })
  return {
    periods,
    beforeMinor: sumMinor(periods.map(({ beforeMinor }) => beforeMinor)),
    afterMinor: sumMinor(periods.map(({ afterMinor }) => afterMinor)),
  }
}

/** Models of their own, changed in memory and never saved. */
async function otherTerms(
  contract: Contract,
  { termsId, rateCardId }: Pick<ReplayAsked, 'termsId' | 'rateCardId'>
): Promise<ContractTerms[]> {
  const versions =
    termsId === null
      ? await termsOfContract(contract.id)
      : [
          await ContractTerms.query()
            .where('id', termsId)
            .preload('rules')
            .preload('rateCard', (card) => void card.preload('rates'))
            .firstOrFail(),
        ]
  if (rateCardId === null) return versions
  const card = await RateCard.query().where('id', rateCardId).preload('rates').firstOrFail()
  for (const version of versions) {
    version.rateCardId = card.id
    version.$setRelated('rateCard', card)
  }
  return versions
}

function firstUsage({ consumption }: PeriodCharge) {
  return consumption.map(usageOf).find((usage) => usage !== null && usage.of > 0) ?? null
}

function unchargedOf({ unratedIds, untakenIds }: PeriodCharge): number {
  return unratedIds.length + untakenIds.length
}

export type ReplayOptions = {
  terms: { id: number; label: string }[]
  rateCards: { id: number; code: string; nameRu: string; nameEn: string }[]
}

const OFFERED = 100

/** Terms and rate cards in the contract's currency that the principal may see. */
export async function replayOptions(
  principal: Principal,
  contract: Contract
): Promise<ReplayOptions> {
  const contracts = await Contract.visibleTo(principal)
    .where('contracts.currency', contract.currency)
    .preload('terms', (terms) => void terms.orderBy('number'))
    .orderBy('contracts.number')
    .limit(OFFERED)
  const rateCards = await RateCard.query()
    .where('currency', contract.currency)
    .orderBy('code')
    .limit(OFFERED)
  return {
    terms: contracts
      .filter((each) => principal.canOn('contracts.view_prices', each))
      .flatMap(({ number, name, terms }) =>
        terms.map((version) => ({
          id: version.id,
          label: [`${number} ${name}`, version.amendment ?? `№ ${version.number}`].join(' · '),
        }))
      ),
    rateCards: rateCards.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
  }
}
