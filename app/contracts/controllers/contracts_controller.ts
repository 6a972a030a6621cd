import { clock } from '#core/clock'
import { filterOf, listQuery } from '#core/queries/list_query'
import { CONTRACT_STATES } from '#contracts/models/contract_types'
import { RULE_KINDS } from '#contracts/models/terms_types'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { termsFrom, termsOfContract } from '#contracts/queries/contract_terms'
import { listContracts } from '#contracts/queries/list_contracts'
import ContractTransformer from '#contracts/transformers/contract_transformer'
import { relatedTo } from '#directory/queries/related_links'
import type { HttpContext } from '@adonisjs/core/http'

export default class ContractsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ContractPolicy).authorize('view')
    const query = request.qs()
    const state = filterOf(query.state, CONTRACT_STATES)
    const filter = { ...listQuery(query), state, billing: filterOf(query.billing, RULE_KINDS) }
    const { list, sort } = await listContracts(principal, filter)
    const rows = ContractTransformer.transform(list.rows).useVariant('forList')
    return inertia.render('contracts/index', { list: { ...list, rows }, filter, sort })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    const canViewPrices = await policy.allows('viewPrices', contract)
    const { organisationId, providerOrganisationId } = contract
    const versions = await termsOfContract(contract.id)
    const terms = termsFrom(versions, clock.today(contract.timeZone))
    return inertia.render('contracts/show', {
      contract: ContractTransformer.transform(contract, canViewPrices, terms).useVariant('forPage'),
      related: await relatedTo('contract', contract.id, principal),
      canReport: await policy.allows('report', contract),
      canViewAgreement: principal.can('agreements.view'),
      canViewClient: principal.canOn('directory.view', { organisationId }),
      canViewProvider: principal.canOn('directory.view', {
        organisationId: providerOrganisationId,
      }),
    })
  }
}
