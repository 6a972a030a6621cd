import { changeImprovement } from '#quality/actions/change_improvement'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { findImprovement } from '#quality/queries/list_improvements'
import {
  completionValidator,
  rejectionValidator,
  stepValidator,
} from '#quality/validators/quality_validator'
import type { ImprovementStep } from '#quality/workflow/improvement_steps'
import type { HttpContext } from '@adonisjs/core/http'

/** Decisions on an improvement and its progress. */
export default class ImprovementStepsController {
  async approve(ctx: HttpContext) {
    return this.#plain(ctx, 'approve')
  }

  async start(ctx: HttpContext) {
    return this.#plain(ctx, 'start')
  }

  async reconsider(ctx: HttpContext) {
    return this.#plain(ctx, 'reconsider', { rejectionReason: null })
  }

  async complete(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version, ...outcome } = await ctx.request.validateUsing(completionValidator)
    await changeImprovement.step({ ...command, version }, 'complete', outcome)
    return ctx.response.redirect().withQs().back()
  }

  async reject(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version, ...outcome } = await ctx.request.validateUsing(rejectionValidator)
    await changeImprovement.step({ ...command, version }, 'reject', outcome)
    return ctx.response.redirect().withQs().back()
  }

  async #plain(ctx: HttpContext, step: ImprovementStep, outcome = {}) {
    const command = await this.#command(ctx)
    const { version } = await ctx.request.validateUsing(stepValidator)
    await changeImprovement.step({ ...command, version }, step, outcome)
    return ctx.response.redirect().withQs().back()
  }

  async #command({ params, principal, bouncer, actor }: HttpContext) {
    const policy = bouncer.with(ImprovementPolicy)
    await policy.authorize('view')
    const { id, owned } = await findImprovement(principal, params.number)
    await policy.authorize('manage', owned)
    return { actor, id }
  }
}
