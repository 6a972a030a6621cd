import type Contract from '#contracts/models/contract'
import type { BillingTerms } from '#contracts/models/contract_types'
import type Organisation from '#directory/models/organisation'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ContractTransformer extends BaseTransformer<Contract> {
  constructor(
    resource: Contract,
    private canViewPrices = false
  ) {
    super(resource)
  }

  toObject() {
    return this.pick(this.resource, ['id', 'number', 'name', 'state'])
  }

  forList() {
    const { organisation } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['startsOn', 'endsOn', 'billingKind']),
      organisation: { code: organisation.code, name: organisation.name },
    }
  }

  forPage() {
    const { organisation, provider, agreement, services, signatories, billingTerms } = this.resource
    return {
      ...this.forList(),
      ...this.pick(this.resource, ['timeZone', 'currency', 'vatProfile', 'vatMode']),
      client: { ...toParty(organisation), signatory: signatories.client },
      provider: { ...toParty(provider), signatory: signatories.provider },
      agreement: this.pick(agreement, ['code', 'nameRu', 'nameEn']),
      services: services.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
      scope: scopeOf(billingTerms),
      prices: this.canViewPrices ? pricesOf(billingTerms) : null,
    }
  }
}

function toParty({ id, code, name, legalName, taxNumber, address }: Organisation) {
  return { id, code, name, legalName, taxNumber, address }
}

/** How much work the terms include, without what it costs. */
function scopeOf({ rounding, includedMinutes, expiresAfterPeriods, packUnits }: BillingTerms) {
  return {
    rounding,
    includedMinutes: includedMinutes ?? null,
    expiresAfterPeriods: expiresAfterPeriods ?? null,
    packUnits: packUnits ?? null,
  }
}

function pricesOf({ ratePerHourMinor, feeMinor, packPriceMinor, unitPriceMinor }: BillingTerms) {
  return {
    ratePerHourMinor,
    feeMinor: feeMinor ?? null,
    packPriceMinor: packPriceMinor ?? null,
    unitPriceMinor: unitPriceMinor ?? null,
  }
}
