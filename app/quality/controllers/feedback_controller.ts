import { clock } from '#core/clock'
import { textOf } from '#core/queries/list_query'
import { changeFeedback } from '#quality/actions/change_feedback'
import { registerFeedback } from '#quality/actions/register_feedback'
import FeedbackPolicy from '#quality/policies/feedback_policy'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { checkQualityReferences } from '#quality/queries/check_quality_references'
import { feedbackDraft } from '#quality/queries/feedback_draft'
import { feedbackFilter } from '#quality/queries/feedback_filter'
import { feedbackParties, registersForOthers } from '#quality/queries/feedback_input'
import { findFeedback, findFeedbackPage, listFeedback } from '#quality/queries/list_feedback'
import { improvementsFrom } from '#quality/queries/list_improvements'
import { ownWords } from '#quality/queries/own_words'
import FeedbackTransformer from '#quality/transformers/feedback_transformer'
import ImprovementTransformer from '#quality/transformers/improvement_transformer'
import {
  feedbackFactsValidator,
  feedbackValidator,
  ownFeedbackValidator,
} from '#quality/validators/quality_validator'
import { recordHistory } from '#tickets/queries/ticket_history'
import type { HttpContext } from '@adonisjs/core/http'

/** Complaints and compliments (SLM-13). */
export default class FeedbackController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(FeedbackPolicy)
    await policy.authorize('view')
    const filter = feedbackFilter(request.qs())
    const { list, sort } = await listFeedback(principal, filter)
    return inertia.render('quality/feedback/index', {
      list: { ...list, rows: FeedbackTransformer.transform(list.rows, principal) },
      ...{ filter, sort, canRegister: await policy.allows('register') },
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(FeedbackPolicy)
    await policy.authorize('view')
    const found = await findFeedbackPage(principal, params.number)
    const isInside = await policy.allows('readInside', found.owned)
    const shown = () => FeedbackTransformer.transform(found, principal)
    const improvements = isInside
      ? await improvementsFrom(principal, 'complaint', found.number)
      : []
    return inertia.render('quality/feedback/show', {
      feedback: shown().useVariant('forPage'),
      inside: isInside ? shown().useVariant('forInside') : null,
      improvements: ImprovementTransformer.transform(improvements, principal),
      history: isInside ? await recordHistory('feedback', found.id) : [],
      can: {
        manage: await policy.allows('manage', found.owned),
        raise:
          isInside && (await bouncer.with(ImprovementPolicy).allows('proposeFor', found.owned)),
      },
    })
  }

  async create({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(FeedbackPolicy).authorize('register')
    return inertia.render('quality/feedback/new', {
      draft: await feedbackDraft(principal, textOf(request.qs().ticket)),
      forOthers: registersForOthers(principal),
      today: clock.today(principal.timeZone),
    })
  }

  async store(ctx: HttpContext) {
    const { principal, bouncer, response, actor } = ctx
    await bouncer.with(FeedbackPolicy).authorize('register')
    const { ticketNumber, ...said } = await this.#read(ctx)
    await checkQualityReferences(principal, said)
    const parties = await feedbackParties(principal, { ...said, ticketNumber })
    const { timeZone } = principal
    const made = await registerFeedback.handle({ actor, timeZone, values: { ...said, ...parties } })
    return response.redirect(`/feedback/${made.number}`)
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const policy = bouncer.with(FeedbackPolicy)
    await policy.authorize('view')
    const { id, owned } = await findFeedback(principal, params.number)
    await policy.authorize('manage', owned)
    const { version, ...facts } = await request.validateUsing(feedbackFactsValidator)
    await checkQualityReferences(principal, facts)
    await changeFeedback.facts({ actor, id, version }, facts)
    return response.redirect().withQs().back()
  }

  async #read({ request, principal }: HttpContext) {
    if (registersForOthers(principal)) return request.validateUsing(feedbackValidator)
    return ownWords(principal, await request.validateUsing(ownFeedbackValidator))
  }
}
