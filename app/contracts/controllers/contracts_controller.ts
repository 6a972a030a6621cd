import { clock } from '#core/clock'
import { filterOf, listQuery } from '#core/queries/list_query'
import { saveContract } from '#contracts/actions/save_contract'
import { CONTRACT_STATES } from '#contracts/models/contract_types'
import { RULE_KINDS } from '#contracts/models/terms_types'
import ContractPolicy from '#contracts/policies/contract_policy'
import { contractContacts } from '#contracts/queries/contract_contacts'
import { contractDocuments } from '#contracts/queries/contract_documents'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { latestTerms, termsOfContract } from '#contracts/queries/contract_terms'
import { contractVersions } from '#contracts/queries/contract_versions'
import { listContracts } from '#contracts/queries/list_contracts'
import { settledUntil } from '#contracts/queries/settled_until'
import ContractTransformer from '#contracts/transformers/contract_transformer'
import {
  changedContractValidator,
  newContractValidator,
  toContractValues,
} from '#contracts/validators/contract_validator'
import { stepsFrom } from '#contracts/workflow/contract_steps'
import { relatedTo } from '#directory/queries/related_links'
import type { HttpContext } from '@adonisjs/core/http'

export default class ContractsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const query = request.qs()
    const state = filterOf(query.state, CONTRACT_STATES)
    const filter = { ...listQuery(query), state, billing: filterOf(query.billing, RULE_KINDS) }
    const { list, sort } = await listContracts(principal, filter)
    const rows = ContractTransformer.transform(list.rows).useVariant('forList')
    const canEdit = await policy.allows('edit')
    return inertia.render('contracts/index', { list: { ...list, rows }, filter, sort, canEdit })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    const canViewPrices = await policy.allows('viewPrices', contract)
    const canEdit = await policy.allows('editOf', contract)
    const { organisationId, providerOrganisationId } = contract
    const today = clock.today(contract.timeZone)
    const terms = latestTerms(await termsOfContract(contract.id), today)
    return inertia.render('contracts/show', {
      contract: ContractTransformer.transform(contract, canViewPrices, terms).useVariant('forPage'),
      versions: canViewPrices ? await contractVersions(contract.id, today) : null,
      documents: await contractDocuments(principal, contract),
      contacts: await contractContacts(contract),
      related: await relatedTo('contract', contract.id, principal),
      steps: canEdit ? stepsFrom(contract, today) : [],
      ...{ canEdit, canAmend: await policy.allows('amend', contract) },
      canReport: await policy.allows('report', contract),
      canViewAgreement: principal.can('agreements.view'),
      canViewClient: principal.canOn('directory.view', { organisationId }),
      canViewProvider: principal.canOn('directory.view', {
        organisationId: providerOrganisationId,
      }),
    })
  }

  async create({ bouncer, inertia }: HttpContext) {
    await bouncer.with(ContractPolicy).authorize('edit')
    return inertia.render('contracts/edit', { contract: null, settledUntil: null })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('editOf', contract)
    return inertia.render('contracts/edit', {
      contract: ContractTransformer.transform(contract).useVariant('forEditor'),
      settledUntil: await settledUntil(contract.id),
    })
  }

  async store({ request, principal, bouncer, actor, response, session, i18n }: HttpContext) {
    await bouncer.with(ContractPolicy).authorize('edit')
    const values = toContractValues(await request.validateUsing(newContractValidator))
    const contract = await saveContract.handle({ actor, principal, contractId: null, values })
    session.flash('success', i18n.t('contracts.saved'))
    return response.redirect(`/contracts/${encodeURIComponent(contract.number)}`)
  }

  async update(ctx: HttpContext) {
    const { params, request, principal, bouncer, actor, response, session, i18n } = ctx
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const { id: contractId, organisationId } = await findVisibleContract(principal, params.number)
    await policy.authorize('editOf', { organisationId })
    const { version, ...given } = await request.validateUsing(changedContractValidator)
    const values = toContractValues(given)
    const change = { actor, principal, contractId, seenVersion: version, values }
    const contract = await saveContract.handle(change)
    session.flash('success', i18n.t('contracts.saved'))
    return response.redirect(`/contracts/${encodeURIComponent(contract.number)}`)
  }
}
