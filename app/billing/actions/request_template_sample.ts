import { requestContractDocument } from '#billing/actions/request_contract_document'
import { NothingToSample } from '#billing/errors'
import type ReportTemplate from '#billing/models/report_template'
import { currentMonth } from '#billing/queries/report_months'
import Contract from '#contracts/models/contract'
import ContractPolicy from '#contracts/policies/contract_policy'
import type { Actor } from '#core/actor'
import type { DocumentLanguage } from '#core/documents/document_texts'
import type { Principal } from '#directory/queries/principal'

type Request = {
  actor: Actor
  principal: Principal
  template: ReportTemplate
  format: 'xlsx' | 'pdf'
  language: DocumentLanguage
}

/** A document of one of the asker's own contracts, made by a template to see it. Throws NothingToSample. */
export const requestTemplateSample = {
  async handle({ actor, principal, template, ...wanted }: Request) {
    const policy = new ContractPolicy()
    const contracts = await Contract.visibleTo(principal)
      .where('contracts.state', '<>', 'draft')
      .orderBy('contracts.number')
    const contract = contracts.find((each) => policy.report(principal, each))
    if (!contract) throw new NothingToSample()
    const month = currentMonth(contract)
    return requestContractDocument.handle({
      ...{ actor, contract, month, ...wanted, templateId: template.id },
    })
  },
}
