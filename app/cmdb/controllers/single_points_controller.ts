import { requestSinglePoints } from '#cmdb/actions/request_single_points'
import ImpactPolicy from '#cmdb/policies/impact_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import {
  findSinglePointsReport,
  latestSinglePoints,
  singlePointsResult,
} from '#cmdb/queries/find_single_points'
import { singlePointsCsv } from '#cmdb/queries/single_points_csv'
import { pageOf, SINGLE_POINT_SORTS, singlePoints } from '#cmdb/queries/single_points_page'
import { singlePointChoices } from '#cmdb/queries/single_point_choices'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import SinglePointsTransformer from '#cmdb/transformers/single_points_transformer'
import { singlePointsValidator } from '#cmdb/validators/impact_validator'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'

/** Items whose failure alone takes services down (domain §4.4). */
export default class SinglePointsController {
  async index({ principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('findSinglePoints')
    return inertia.render('cmdb/single_points/index', {
      choices: await singlePointChoices(principal),
      latest: SinglePointsTransformer.transform(await latestSinglePoints(principal)),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('findSinglePoints')
    const { organisation = null, service = null } =
      await request.validateUsing(singlePointsValidator)
    const task = await requestSinglePoints.handle({ actor, principal, organisation, service })
    return response.redirect(`/impact/single-points/${task.id}`)
  }

  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('findSinglePoints')
    const task = await findSinglePointsReport(principal, params.id)
    const result = await singlePointsResult(task)
    const filter = this.#filter(request.qs())
    const points = result && (await singlePoints(result, filter, principal))
    return inertia.render('cmdb/single_points/show', {
      report: SinglePointsTransformer.transform(task),
      filter,
      result: result && { items: result.items, services: result.services },
      points: points && pageOf(points, listQuery(request.qs()).page),
      classes: CiClassTransformer.transform(
        (await ciClassTable()).filter(({ isAbstract }) => !isAbstract)
      ),
    })
  }

  async csv({ params, request, principal, bouncer, response, i18n }: HttpContext) {
    await bouncer.with(ImpactPolicy).authorize('findSinglePoints')
    const task = await findSinglePointsReport(principal, params.id)
    const result = await singlePointsResult(task)
    if (!result) throw new errors.E_ROW_NOT_FOUND()
    const points = await singlePoints(result, this.#filter(request.qs()), principal)
    response.header('Content-Type', 'text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="single-points-${task.id}.csv"`)
    return response.send(singlePointsCsv(points, i18n))
  }

  #filter(address: Record<string, unknown>) {
    const { q } = listQuery(address)
    const sort = filterOf(address.sort, SINGLE_POINT_SORTS) ?? 'services'
    return { q, class: textOf(address.class), sort }
  }
}
