import { removeEscalationRule, saveEscalationRule } from '#sla/actions/save_escalation_rule'
import AgreementPolicy from '#sla/policies/agreement_policy'
import { escalationPreview } from '#sla/queries/escalation_preview'
import { findAgreement } from '#sla/queries/find_agreement'
import {
  escalationValidator,
  previewEscalationValidator,
  removeEscalationValidator,
  toAction,
} from '#sla/validators/escalation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The escalation rules of an agreement (SLM-06). */
export default class EscalationRulesController {
  async preview(ctx: HttpContext) {
    const agreement = await this.#agreement(ctx, 'view')
    const data = ctx.request.qs()
    const input = await ctx.request.validateUsing(previewEscalationValidator, { data })
    const { agreementTargetId = null, repeatMinutes = null, minutes, ...rest } = input
    const amount = (input.moment === 'percent' ? input.amount : minutes)!
    const wanted = { ...rest, agreementTargetId, repeatMinutes, amount }
    return { preview: await escalationPreview(agreement, wanted) }
  }

  async store(ctx: HttpContext) {
    await this.#save(ctx, null)
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    await this.#save(ctx, Number(ctx.params.id))
    return this.#answer(ctx)
  }

  async destroy(ctx: HttpContext) {
    const { id: agreementId } = await this.#agreement(ctx, 'edit')
    const { version } = await ctx.request.validateUsing(removeEscalationValidator)
    const rule = { agreementId, ruleId: Number(ctx.params.id), seenVersion: version }
    await removeEscalationRule.handle({ actor: ctx.actor, ...rule })
    return this.#answer(ctx)
  }

  async #save(ctx: HttpContext, ruleId: number | null) {
    const { id: agreementId } = await this.#agreement(ctx, 'edit')
    const input = await ctx.request.validateUsing(escalationValidator)
    const { version, minutes, actions, ...rest } = input
    const amount = (input.moment === 'percent' ? input.amount : minutes)!
    const values = { ...rest, amount, actions: actions.map(toAction) }
    const rule = { agreementId, ruleId, seenVersion: version, values }
    return saveEscalationRule.handle({ actor: ctx.actor, ...rule })
  }

  async #agreement({ params, principal, bouncer }: HttpContext, right: 'view' | 'edit') {
    const policy = bouncer.with(AgreementPolicy)
    await policy.authorize('view')
    const agreement = await findAgreement(principal, params.code)
    if (right === 'edit') await policy.authorize('edit')
    return agreement
  }

  #answer({ response, params }: HttpContext) {
    return response.redirect(`/agreements/${encodeURIComponent(params.code)}`)
  }
}
