import { changeFeedback } from '#quality/actions/change_feedback'
import { proposeImprovement } from '#quality/actions/propose_improvement'
import FeedbackPolicy from '#quality/policies/feedback_policy'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { checkQualityReferences } from '#quality/queries/check_quality_references'
import { findFeedback } from '#quality/queries/list_feedback'
import {
  answerValidator,
  investigationValidator,
  raisedImprovementValidator,
  stepValidator,
} from '#quality/validators/quality_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The way of a complaint to its answer, and what is learnt from it. */
export default class FeedbackStepsController {
  async investigate(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version, ...found } = await ctx.request.validateUsing(investigationValidator)
    await changeFeedback.step({ ...command, version }, 'investigate', found)
    return ctx.response.redirect().withQs().back()
  }

  async answer(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version, answerText } = await ctx.request.validateUsing(answerValidator)
    await changeFeedback.step({ ...command, version }, 'answer', { answerText })
    return ctx.response.redirect().withQs().back()
  }

  async close(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version } = await ctx.request.validateUsing(stepValidator)
    await changeFeedback.step({ ...command, version }, 'close')
    return ctx.response.redirect().withQs().back()
  }

  async raise({ params, request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(FeedbackPolicy).authorize('view')
    const { number, owned, organisationId } = await findFeedback(principal, params.number)
    await bouncer.with(FeedbackPolicy).authorize('readInside', owned)
    await bouncer.with(ImprovementPolicy).authorize('proposeFor', owned)
    const values = await request.validateUsing(raisedImprovementValidator)
    await checkQualityReferences(principal, values)
    const source = { source: 'complaint' as const, sourceNumber: number }
    await proposeImprovement.handle({ actor, values: { ...values, organisationId }, ...source })
    return response.redirect().withQs().back()
  }

  async #command({ params, principal, bouncer, actor }: HttpContext) {
    const policy = bouncer.with(FeedbackPolicy)
    await policy.authorize('view')
    const { id, owned } = await findFeedback(principal, params.number)
    await policy.authorize('manage', owned)
    return { actor, id }
  }
}
