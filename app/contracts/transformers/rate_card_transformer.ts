import type RateCard from '#contracts/models/rate_card'
import { BaseTransformer } from '@adonisjs/core/transformers'

const RATE = [
  ...(['id', 'workTypeId', 'workRoleId', 'validFrom', 'validTo', 'ratePerHourMinor'] as const),
] as const

export default class RateCardTransformer extends BaseTransformer<RateCard> {
  toObject() {
    return this.pick(this.resource, ['id', 'code', 'nameRu', 'nameEn', 'currency'])
  }

  forList() {
    return { ...this.toObject(), rateCount: Number(this.resource.$extras.rates_count) }
  }

  forPage() {
    const { version, bands, rates } = this.resource
    return {
      ...this.toObject(),
      version,
      windows: bands?.windows ?? [],
      rates: rates.map((rate) => this.pick(rate, [...RATE])),
    }
  }
}
