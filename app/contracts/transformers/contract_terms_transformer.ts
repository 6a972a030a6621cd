import type BillingRule from '#contracts/models/billing_rule'
import type ContractTerms from '#contracts/models/contract_terms'
import type { RuleKind, TermsOfKind } from '#contracts/models/terms_types'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A version of a contract's terms; prices only for who may see them. */
export default class ContractTermsTransformer extends BaseTransformer<ContractTerms> {
  constructor(
    resource: ContractTerms,
    private canViewPrices = false
  ) {
    super(resource)
  }

  toObject() {
    const { rules, rateCard, capMinor } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'number', 'validFrom', 'amendment', 'rounding']),
      ...this.pick(this.resource, ['capMinutes']),
      credits: this.resource.credits,
      prices: this.canViewPrices
        ? { capMinor: capMinor === null ? null : Number(capMinor), travel: this.resource.travel }
        : null,
      rateCard:
        this.canViewPrices && rateCard
          ? { ...this.pick(rateCard, ['code', 'nameRu', 'nameEn']), rates: usualRate(rateCard) }
          : null,
      rules: rules.map((rule) => toRule(rule, this.canViewPrices)),
    }
  }
}

/** The price of an hour that fits any work and role, latest first. */
function usualRate({ rates }: ContractTerms['rateCard']) {
  const usual = rates
    .filter(({ workTypeId, workRoleId }) => workTypeId === null && workRoleId === null)
    .sort((one, other) => other.validFrom.localeCompare(one.validFrom))
  return { usualMinor: usual[0]?.ratePerHourMinor ?? null, count: rates.length }
}

/** A rule as pages and forms read it: `terms` by the rule's own kind. */
type ShownRule = {
  [Kind in RuleKind]: { kind: Kind; terms: TermsOfKind[Kind] | Partial<TermsOfKind[Kind]> }
}[RuleKind]

function toRule({ key, kind, nameRu, nameEn, terms, takes }: BillingRule, canViewPrices: boolean) {
  const shown = { kind, terms: canViewPrices ? terms : withoutPrices(terms) } as ShownRule
  return { key, nameRu, nameEn, takes, ...shown }
}

/** How much work the terms include, without what it costs. */
function withoutPrices<Terms extends object>(terms: Terms): Partial<Terms> {
  const open = Object.entries(terms).filter(
    ([name]) => !/Minor$|^(overage|tiers|percent)$/.test(name)
  )
  return Object.fromEntries(open) as Partial<Terms>
}
