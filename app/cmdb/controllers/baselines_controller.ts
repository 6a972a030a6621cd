import { deleteBaseline } from '#cmdb/actions/delete_baseline'
import { requestBaseline } from '#cmdb/actions/request_baseline'
import type Baseline from '#cmdb/models/baseline'
import BaselinePolicy from '#cmdb/policies/baseline_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import {
  baselineItems,
  comparableBaselines,
  findBaseline,
  listBaselines,
  ownersOf,
} from '#cmdb/queries/find_baseline'
import { readMoment } from '#cmdb/queries/past_item'
import { readBaselineScope } from '#cmdb/queries/read_baseline_scope'
import { verifyBaseline } from '#cmdb/queries/verify_baseline'
import BaselineItemTransformer from '#cmdb/transformers/baseline_item_transformer'
import BaselineTransformer from '#cmdb/transformers/baseline_transformer'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import { baselineValidator } from '#cmdb/validators/baseline_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Named copies of items as they were (CFG-08). */
export default class BaselinesController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(BaselinePolicy).authorize('view')
    const { baselines, filters } = await listBaselines(principal, request.qs())
    const { rows, ...page } = baselines
    return inertia.render('cmdb/baselines/index', {
      ...{ filters, page, baselines: BaselineTransformer.transform(await withOwners(rows)) },
      classes: inertia.optional(() => classChoices()),
      canCreate: await bouncer.with(BaselinePolicy).allows('create'),
    })
  }

  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(BaselinePolicy).authorize('create')
    const {
      name,
      description = null,
      at,
      ...given
    } = await request.validateUsing(baselineValidator)
    const scope = await readBaselineScope(given, principal)
    const moment = readMoment(at, principal.timeZone)
    const input = { actor, principal, name, description, scope, at: moment }
    const baseline = await requestBaseline.handle(input)
    return response.redirect(`/baselines/${baseline.id}`)
  }

  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(BaselinePolicy).authorize('view')
    const baseline = await findBaseline(principal, params.id)
    const { items, filters } = await baselineItems(baseline, request.qs(), principal)
    const { rows, ...page } = items
    const classes = new Map((await ciClassTable()).map((each) => [each.code, each]))
    const listed = rows.map((item) => ({ item, ciClass: classes.get(item.classCode) ?? null }))
    const isDone = baseline.state === 'done'
    return inertia.render('cmdb/baselines/show', {
      baseline: BaselineTransformer.transform((await withOwners([baseline]))[0]!),
      ...{ filters, page, items: BaselineItemTransformer.transform(listed) },
      others: await comparableBaselines(principal, baseline.id),
      verification: inertia.optional(() => (isDone ? verifyBaseline(baseline) : null)),
      can: { remove: await bouncer.with(BaselinePolicy).allows('remove', baseline) },
    })
  }

  async destroy({ params, principal, bouncer, response, actor }: HttpContext) {
    const baseline = await findBaseline(principal, params.id)
    await bouncer.with(BaselinePolicy).authorize('remove', baseline)
    await deleteBaseline.handle({ actor, baselineId: baseline.id })
    return response.redirect('/baselines')
  }
}

async function withOwners(baselines: Baseline[]) {
  const owners = await ownersOf(baselines)
  return baselines.map((baseline) => ({
    baseline,
    owner: owners.get(baseline.createdByUserId ?? 0) ?? null,
  }))
}

async function classChoices() {
  const classes = await ciClassTable()
  return CiClassTransformer.transform(classes.filter((each) => !each.isAbstract))
}
