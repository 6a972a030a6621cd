import type { Explanation } from '~/components/billing/types'

type Words = {
  t: (key: string, values?: Record<string, string | number>) => string
  amount: (minor: number) => string
  duration: (minutes: number) => string
  number: (value: number) => string
  date: (iso: string) => string
}

/** How a line was counted, step by step, in sentences. */
export function basisSentences({ line, terms }: Explanation, words: Words): string[] {
  const { t, amount, date } = words
  const say = (key: string, values?: Record<string, string | number>) =>
    t(`billing.explain.${key}`, values)
  const vat =
    line.vatRate === null
      ? say('without_vat', { net: amount(line.netMinor) })
      : say('vat', {
          ...{ net: amount(line.netMinor), rate: line.vatRate },
          ...{ vat: amount(line.vatMinor), gross: amount(line.grossMinor) },
        })
  const version = say(terms.amendment ? 'amended_terms' : 'terms', {
    ...{ number: terms.number, date: date(terms.validFrom), amendment: terms.amendment ?? '' },
  })
  return [product({ line }, words, say), ...basis({ line }, words, say), vat, version]
}

type Say = (key: string, values?: Record<string, string | number>) => string
type Told = Pick<Explanation, 'line'>

function product({ line }: Told, { amount, duration, number }: Words, say: Say): string {
  const isTime = line.unit === 'minutes'
  const quantity = isTime ? duration(Number(line.quantity)) : number(Number(line.quantity))
  const values = { quantity, price: amount(line.priceMinor), amount: amount(line.amountMinor) }
  if (line.multiplier === '1') return say(isTime ? 'time' : 'pieces', values)
  return say('dear_time', { ...values, multiplier: number(Number(line.multiplier)) })
}

function basis({ line }: Told, { t, amount, duration }: Words, say: Say): string[] {
  const { days, rounding, included, limit, units, percent, credit, correction } = line.basis
  return [
    ...(days ? [say('days', days)] : []),
    ...(included
      ? [
          say('included', {
            used: duration(included.usedMinutes),
            included: duration(included.includedMinutes),
            carried: duration(included.carriedMinutes),
          }),
        ]
      : []),
    ...(rounding ? [t('contracts.terms.rounding', rounding)] : []),
    ...(limit
      ? [say('limit', { worked: amount(limit.workedMinor), limit: amount(limit.limitMinor) })]
      : []),
    ...(units?.tiers ?? []).map(({ upTo, priceMinor }) =>
      upTo === null
        ? t('contracts.prices.last_tier', { price: amount(priceMinor) })
        : t('contracts.prices.tier', { n: upTo, price: amount(priceMinor) })
    ),
    ...(percent ? [say('percent', { percent: percent.percent, of: amount(percent.ofMinor) })] : []),
    ...(credit
      ? [
          say('credit', {
            ...{ compliance: Number(credit.compliancePercent).toFixed(2) },
            ...{ percent: credit.creditPercent, fee: amount(credit.feeMinor) },
          }),
        ]
      : []),
    ...(correction ? [say('correction', { reason: correction.reason })] : []),
  ]
}
