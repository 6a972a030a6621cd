import { filterOf, listQuery } from '#core/queries/list_query'
import { requestServiceLevelReplay } from '#reporting/actions/request_service_level_replay'
import ServiceLevelReportPolicy from '#reporting/policies/service_level_report_policy'
import { findReplay, latestReplays, replayResult } from '#reporting/queries/find_replay'
import { replayChangePage } from '#reporting/queries/replay_changes'
import { replayCsv } from '#reporting/queries/replay_csv'
import { replayOptions } from '#reporting/queries/replay_options'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import ReplayResultTransformer from '#reporting/transformers/replay_result_transformer'
import ServiceLevelReplayTransformer from '#reporting/transformers/service_level_replay_transformer'
import { serviceLevelReplayValidator } from '#reporting/validators/service_level_replay_validator'
import { REPLAY_SIDES } from '#reporting/workflow/replay_tally'
import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'

/** A past period judged as if another agreement or calendar had been in force. */
export default class ServiceLevelReplaysController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('replay')
    const { filter, span } = serviceLevelQuery(request.qs(), principal)
    return inertia.render('reporting/replays/index', {
      filter: { ...filter, from: span.from, to: span.to },
      timeZone: span.zone,
      options: await replayOptions(principal),
      latest: ServiceLevelReplayTransformer.transform(await latestReplays(principal)),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('replay')
    const { agreement, calendar, scope, query } = await request.validateUsing(
      serviceLevelReplayValidator
    )
    const task = await requestServiceLevelReplay.handle({
      ...{ actor, principal, scope },
      ...{ agreement: agreement ?? null, calendar: calendar ?? null, query: query ?? {} },
    })
    return response.redirect(`/reports/service-level-replays/${task.id}`)
  }

  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('replay')
    const task = await findReplay(principal, params.id)
    const result = await replayResult(task)
    const side = filterOf(request.qs().side, REPLAY_SIDES)
    const { page } = listQuery(request.qs())
    const changes = result && (await replayChangePage(principal, result.changes, { page, side }))
    return inertia.render('reporting/replays/show', {
      replay: ServiceLevelReplayTransformer.transform(task),
      side,
      result: result && changes && ReplayResultTransformer.transform({ result, changes }),
    })
  }

  async csv({ params, principal, bouncer, response, i18n }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('replay')
    const task = await findReplay(principal, params.id)
    const result = await replayResult(task)
    if (!result) throw new errors.E_ROW_NOT_FOUND()
    const language = i18n.locale === 'ru' ? 'ru' : 'en'
    response.type('text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="replay-${task.id}.csv"`)
    response.header('Cache-Control', 'private, no-store')
    return response.send(await replayCsv(principal, result, language))
  }
}
