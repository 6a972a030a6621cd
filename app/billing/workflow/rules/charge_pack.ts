import type { RuleResult, UntaxedLine } from '#billing/workflow/charge_types'
import { runPackPeriod } from '#billing/workflow/incident_pack'
import { grantLot, lotsTotal, toGrantMovement, type Lot } from '#billing/workflow/lots'
import {
  coveredParts,
  NO_RESULT,
  ruleLine,
  termsOf,
  type RuleInput,
} from '#billing/workflow/rules/rule_input'
import type { IncidentPackTerms } from '#contracts/models/terms_types'

/**
 * Packs of incidents, counted in the period they were opened in (§7.2). Either a pack comes with
 * each period and what goes beyond the balance costs the single price, or packs are bought as they
 * run out.
 */
export function chargePack(input: RuleInput): RuleResult {
  const { rule, period, vat, incidents } = input
  const terms = termsOf(rule, 'incident_pack')
  const vatRate = vat.rateOn(period.serviceDate)
  const opening = input.opening?.lots ?? []
  const brought = packsBrought(terms, input)
  const result = runPackPeriod(
    { ...terms, autoPurchase: terms.purchase === 'automatic', vat: { ...vat, rate: vatRate } },
    { periodNo: period.number, lots: [...opening, ...brought], incidents }
  )
  const packs = brought.length + result.packsPurchased
  const row = {
    month: period.month,
    openingUnits: lotsTotal(opening),
    grantedUnits: packs * terms.packSize,
    usedUnits: result.unitsConsumed,
    fromBalanceUnits: result.unitsConsumed - result.unitsAtSinglePrice,
    singleUnits: result.unitsAtSinglePrice,
    expiredUnits: result.expiredUnits,
    closingUnits: result.closingUnits,
  }
  const priced: [UntaxedLine['kind'], UntaxedLine['unit'], number, number][] = [
    ['pack', 'pack', packs, terms.packPriceMinor],
    ['single_incident', 'incident', result.unitsAtSinglePrice, terms.singlePriceMinor],
  ]
  const lines = priced
    .filter(([, , quantity]) => quantity > 0)
    .map(([kind, unit, quantity, priceMinor]) =>
      ruleLine(rule, kind, {
        ...{ unit, quantity: String(quantity), priceMinor, vatRate },
        amountMinor: quantity * priceMinor,
      })
    )
  return {
    ...NO_RESULT,
    ...{ lines, parts: coveredParts(input), balance: { lots: result.lots, carriedMinutes: 0 } },
    movements: [...brought.map(toGrantMovement), ...result.movements].map((movement) => ({
      ...movement,
      ruleKey: rule.key,
    })),
    consumption: { ruleKey: rule.key, kind: 'incident_pack', row },
  }
}

function packsBrought(terms: IncidentPackTerms, { period }: RuleInput): Lot[] {
  if (terms.purchase !== 'monthly' || period.days.activeDays === 0) return []
  const { number } = period
  return [grantLot(`period:${number}`, number, terms.packSize, terms.lifePeriods)]
}
