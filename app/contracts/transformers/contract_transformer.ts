import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import ContractTermsTransformer from '#contracts/transformers/contract_terms_transformer'
import type Organisation from '#directory/models/organisation'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ContractTransformer extends BaseTransformer<Contract> {
  constructor(
    resource: Contract,
    private canViewPrices = false,
    /** In force today. */
    private terms: ContractTerms | null = null
  ) {
    super(resource)
  }

  toObject() {
    return this.pick(this.resource, ['id', 'number', 'name', 'state'])
  }

  forList() {
    const { organisation, terms } = this.resource
    const latest = terms.at(-1)
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['startsOn', 'endsOn']),
      kinds: [...new Set((latest?.rules ?? []).map(({ kind }) => kind))],
      organisation: { code: organisation.code, name: organisation.name },
    }
  }

  forPage() {
    const { organisation, provider, agreement, services, items, signatories } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['version', 'startsOn', 'endsOn', 'timeZone', 'currency']),
      ...this.pick(this.resource, ['vatProfile', 'vatMode', 'billingCycle', 'anchorDay']),
      ...this.pick(this.resource, ['renewal', 'renewalMonths', 'noticeDays']),
      ...this.pick(this.resource, ['needsClientApproval', 'clientApprovalDays']),
      organisation: { code: organisation.code, name: organisation.name },
      client: { ...toParty(organisation), signatory: signatories.client },
      provider: { ...toParty(provider), signatory: signatories.provider },
      agreement: this.pick(agreement, ['code', 'nameRu', 'nameEn']),
      services: services.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
      items: items.map(({ id, number, name }) => ({ id, number, name })),
      canViewPrices: this.canViewPrices,
      terms: this.terms && ContractTermsTransformer.transform(this.terms, this.canViewPrices),
    }
  }

  /** As the form takes it; what fields name comes along for their lookups. */
  forEditor() {
    const { organisation, provider, agreement, services, items, signatories } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['version', 'startsOn', 'endsOn', 'timeZone', 'currency']),
      ...this.pick(this.resource, ['vatProfile', 'vatMode', 'billingCycle', 'anchorDay']),
      ...this.pick(this.resource, ['renewal', 'renewalMonths', 'noticeDays']),
      ...this.pick(this.resource, ['needsClientApproval', 'clientApprovalDays']),
      signatories,
      client: toChoice(organisation),
      provider: toChoice(provider),
      agreement: this.pick(agreement, ['id', 'code', 'nameRu', 'nameEn']),
      services: services.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
      items: items.map(({ id, number, name }) => ({ id, number, name })),
    }
  }
}

function toChoice({ id, code, name }: Organisation) {
  return { id, code, name }
}

function toParty({ id, code, name, legalName, taxNumber, address }: Organisation) {
  return { id, code, name, legalName, taxNumber, address }
}
