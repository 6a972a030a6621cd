import { clock } from '#core/clock'
import { amendContract } from '#contracts/actions/amend_contract'
import ContractPolicy from '#contracts/policies/contract_policy'
import { comparedOf } from '#contracts/queries/contract_versions'
import { termsOfContract } from '#contracts/queries/contract_terms'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { settledUntil } from '#contracts/queries/settled_until'
import { amendmentStarts, termsChoices } from '#contracts/queries/terms_choices'
import ContractTransformer from '#contracts/transformers/contract_transformer'
import { amendmentInput } from '#contracts/validators/terms_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The terms of a contract and the amendments to them (§7.1, §7.2). */
export default class ContractAmendmentsController {
  /** The editor begins with the latest terms. */
  async create({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('amend', contract)
    const versions = await termsOfContract(contract.id)
    const settled = await settledUntil(contract.id)
    const today = clock.today(contract.timeZone)
    const latest = versions.at(-1)
    return inertia.render('contracts/terms', {
      contract: ContractTransformer.transform(contract).useVariant('forEditor'),
      latest: latest ? { ...comparedOf(latest), validFrom: latest.validFrom } : null,
      starts: amendmentStarts(contract, versions, { settled, today }),
      choices: await termsChoices(principal, contract, versions),
      ...{ today, settledUntil: settled },
    })
  }

  async store(ctx: HttpContext) {
    const { params, principal, bouncer, actor, response, session, i18n } = ctx
    const policy = bouncer.with(ContractPolicy)
    await policy.authorize('view')
    const contract = await findVisibleContract(principal, params.number)
    await policy.authorize('amend', contract)
    const input = await amendmentInput(ctx)
    await amendContract.handle({ actor, principal, contractId: contract.id, ...input })
    session.flash('success', i18n.t('contracts.terms_saved'))
    return response.redirect(`/contracts/${encodeURIComponent(contract.number)}`)
  }
}
