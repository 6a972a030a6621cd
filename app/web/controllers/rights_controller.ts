import { permissionAreas } from '#directory/queries/permission_areas'
import RightsPolicy from '#web/policies/rights_policy'
import { explainRight, loadExplainable } from '#web/queries/explain_right'
import { rightQuestion } from '#web/queries/right_question'
import ExplanationTransformer from '#web/transformers/explanation_transformer'
import RightQuestionTransformer from '#web/transformers/right_question_transformer'
import type { HttpContext } from '@adonisjs/core/http'

/** Why a person may or may not do a thing. */
export default class RightsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(RightsPolicy)
    await policy.authorize('view')
    const question = await rightQuestion(principal, request.qs())
    const { person, permission, record } = question
    if (person) await policy.authorize('explain', person)
    const answer =
      person && permission
        ? explainRight(await loadExplainable(principal, person.id), permission, record)
        : null
    return inertia.render('web/rights/index', {
      areas: permissionAreas(),
      question: RightQuestionTransformer.transform(question),
      answer: ExplanationTransformer.transform(answer),
    })
  }
}
