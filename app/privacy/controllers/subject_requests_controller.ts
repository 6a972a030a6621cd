import { clock } from '#core/clock'
import { filterOf, listQuery } from '#core/queries/list_query'
import { answerSubjectRequest } from '#privacy/actions/answer_subject_request'
import { registerSubjectRequest } from '#privacy/actions/register_subject_request'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { answerCalendars } from '#calendars/queries/answer_calendars'
import { checkRequestReferences } from '#privacy/queries/check_request_references'
import { findSubjectRequest, listSubjectRequests } from '#privacy/queries/list_subject_requests'
import SubjectRequestTransformer from '#privacy/transformers/subject_request_transformer'
import {
  answerValidator,
  extensionValidator,
  subjectRequestValidator,
} from '#privacy/validators/privacy_validator'
import { REQUEST_KINDS, REQUEST_STATES } from '#privacy/workflow/privacy_types'
import type { HttpContext } from '@adonisjs/core/http'

/** What people ask about their own data, and by when they get an answer. */
export default class SubjectRequestsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    const query = request.qs()
    const state = filterOf(query.state, REQUEST_STATES)
    const filter = { ...listQuery(query), state, kind: filterOf(query.kind, REQUEST_KINDS) }
    const { list, sort } = await listSubjectRequests(principal, filter)
    return inertia.render('privacy/requests/index', {
      list: { ...list, rows: SubjectRequestTransformer.transform(list.rows, principal) },
      ...{ filter, sort, canManage: await policy.allows('manage') },
      today: clock.today(principal.timeZone),
      calendars: (await answerCalendars()).map(({ id, nameRu, nameEn }) => ({
        id,
        nameRu,
        nameEn,
      })),
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    const found = await findSubjectRequest(principal, params.number)
    return inertia.render('privacy/requests/show', {
      request: SubjectRequestTransformer.transform(found, principal).useVariant('forPage'),
      canManage: await policy.allows('manageOn', found),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(PrivacyPolicy).authorize('manage')
    const values = await request.validateUsing(subjectRequestValidator)
    await checkRequestReferences(principal, values)
    const { timeZone } = principal
    const made = await registerSubjectRequest.handle({ actor, timeZone, ...values })
    return response.redirect(`/personal-data/requests/${made.number}`)
  }

  async extend(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const { version, reason } = await ctx.request.validateUsing(extensionValidator)
    await answerSubjectRequest.extend({ ...command, version, reason })
    return ctx.response.redirect().withQs().back()
  }

  async answer(ctx: HttpContext) {
    const command = await this.#command(ctx)
    const input = await ctx.request.validateUsing(answerValidator)
    await answerSubjectRequest.answer({ ...command, ...input })
    return ctx.response.redirect().withQs().back()
  }

  async #command({ params, principal, bouncer, actor }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    const found = await findSubjectRequest(principal, params.number)
    await policy.authorize('manageOn', found)
    return { actor, id: found.id }
  }
}
