import type { Data } from '@generated/data'

type Rule = NonNullable<Data.Contracts.Contract.Variants['forPage']['terms']>['rules'][number]
type Words = {
  t: (key: string, values?: Record<string, string | number>) => string
  priced: (minor: number) => string
  duration: (minutes: number) => string
}

/** A billing rule in sentences; what the reader may not see of it is left out. */
export function ruleSentences(rule: Rule, { t, priced, duration }: Words): string[] {
  const price = (key: string, name: string, minor: number | null | undefined) =>
    minor === null || minor === undefined ? [] : [t(key, { [name]: priced(minor) })]
  switch (rule.kind) {
    case 'tm':
      return [
        t('contracts.terms.tm'),
        ...price('contracts.prices.minimum', 'price', rule.terms.minimumMinor),
        ...price('contracts.prices.cap', 'price', rule.terms.capMinor),
      ]
    case 'fixed_fee': {
      const { includedMinutes = 0, feeMinor, overageRatePerHourMinor, rollover } = rule.terms
      return [
        t('contracts.terms.fixed_fee', { included: duration(includedMinutes) }),
        ...(rollover ? [t('contracts.terms.rollover')] : []),
        ...price('contracts.prices.fee', 'fee', feeMinor),
        ...price('contracts.prices.overage', 'rate', overageRatePerHourMinor),
      ]
    }
    case 'prepaid_block': {
      const { grantMinutes = 0, lifePeriods, rolloverCapMinutes, feeMinor, overage } = rule.terms
      return [
        t('contracts.terms.prepaid_block', { granted: duration(grantMinutes) }),
        ...(lifePeriods ? [t('contracts.terms.expires', { n: lifePeriods })] : []),
        ...(rolloverCapMinutes
          ? [t('contracts.terms.rollover_cap', { cap: duration(rolloverCapMinutes) })]
          : []),
        ...(rule.terms.weighsBands ? [t('contracts.terms.weighs_bands')] : []),
        ...price('contracts.prices.fee', 'fee', feeMinor),
        ...(overage?.kind === 'rate'
          ? price('contracts.prices.overage', 'rate', overage.ratePerHourMinor)
          : []),
        ...(overage?.kind === 'top_up'
          ? price('contracts.prices.top_up', 'price', overage.feeMinor)
          : []),
      ]
    }
    case 'incident_pack':
      return [
        t('contracts.terms.incident_pack', { n: rule.terms.packSize ?? 0 }),
        t(`contracts.terms.purchase_${rule.terms.purchase ?? 'automatic'}`),
        ...price('contracts.prices.pack', 'price', rule.terms.packPriceMinor),
        ...(rule.terms.purchase === 'monthly'
          ? price('contracts.prices.unit', 'price', rule.terms.singlePriceMinor)
          : []),
      ]
    case 'per_unit':
      return [
        t(`contracts.terms.counts_${rule.terms.counts?.kind ?? 'people'}`),
        t(`contracts.terms.basis_${rule.terms.basis ?? 'at_date'}`),
        ...(rule.terms.tiers ?? []).map(({ upTo, priceMinor }) =>
          upTo === null
            ? t('contracts.prices.last_tier', { price: priced(priceMinor) })
            : t('contracts.prices.tier', { n: upTo, price: priced(priceMinor) })
        ),
      ]
    case 'recurring':
      return price('contracts.prices.recurring', 'price', rule.terms.priceMinor)
    case 'discount':
      return rule.terms.percent
        ? [t('contracts.prices.discount', { percent: rule.terms.percent })]
        : []
  }
}
