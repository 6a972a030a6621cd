import { workFinding } from '#cmdb/actions/work_finding'
import CiHealthPolicy from '#cmdb/policies/ci_health_policy'
import { checkTaskTerms } from '#cmdb/queries/check_task_terms'
import { findHealthFinding, workableFindings } from '#cmdb/queries/find_health_finding'
import { findingHistory } from '#cmdb/queries/finding_history'
import { healthCsv } from '#cmdb/queries/health_csv'
import { healthFilter } from '#cmdb/queries/health_filter'
import { healthWords } from '#cmdb/queries/health_words'
import { listHealthFindings } from '#cmdb/queries/list_health_findings'
import HealthFindingTransformer from '#cmdb/transformers/health_finding_transformer'
import {
  assignFindingValidator,
  findingStepValidator,
  openTasksValidator,
} from '#cmdb/validators/ci_health_validator'
import { clock } from '#core/clock'
import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'

/** What fails the figures, and the tasks of mending it (CFG-11). */
export default class HealthFindingsController {
  async index({ request, principal, bouncer, inertia, i18n }: HttpContext) {
    const policy = bouncer.with(CiHealthPolicy)
    await policy.authorize('view')
    const filter = healthFilter(request.qs())
    const { list, sort } = await listHealthFindings(principal, filter)
    const words = await healthWords(i18n, principal, list.rows)
    const rows = HealthFindingTransformer.transform(list.rows, words, principal.timeZone)
    return inertia.render('cmdb/health/findings/index', {
      list: { ...list, rows },
      ...{ filter, sort, canWork: await policy.allows('work') },
    })
  }

  async csv({ request, response, principal, bouncer, i18n }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('view')
    const name = `cmdb-health-${clock.today(principal.timeZone)}.csv`
    response.type('text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="${name}"`)
    response.header('Cache-Control', 'no-store')
    return response.stream(Readable.from(healthCsv(principal, healthFilter(request.qs()), i18n)))
  }

  async show({ params, principal, bouncer, inertia, i18n }: HttpContext) {
    const policy = bouncer.with(CiHealthPolicy)
    await policy.authorize('view')
    const finding = await findHealthFinding(principal, params.id)
    const words = await healthWords(i18n, principal, [finding])
    return inertia.render('cmdb/health/findings/show', {
      finding: HealthFindingTransformer.transform(finding, words, principal.timeZone).useVariant(
        'forPage'
      ),
      history: await findingHistory(finding.id),
      canWork: await policy.allows('workOn', finding.item),
    })
  }

  /** Makes tasks of findings; those that are tasks already stay what they are. */
  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(CiHealthPolicy).authorize('work')
    const { ids, ...terms } = await request.validateUsing(openTasksValidator)
    await checkTaskTerms(principal, terms)
    const chosen = await workableFindings(principal, ids)
    const opened = await workFinding.open(actor, chosen, terms)
    return response.json({ opened, skipped: chosen.length - opened })
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const { id, item } = await findHealthFinding(principal, params.id)
    await bouncer.with(CiHealthPolicy).authorize('workOn', item)
    const { version, ...terms } = await request.validateUsing(assignFindingValidator)
    await checkTaskTerms(principal, terms)
    await workFinding.assign({ actor, id, seenVersion: version }, terms)
    return response.redirect().withQs().back()
  }

  async step({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const { id, item } = await findHealthFinding(principal, params.id)
    await bouncer.with(CiHealthPolicy).authorize('workOn', item)
    const { version, step, reason } = await request.validateUsing(findingStepValidator)
    await workFinding.step({ actor, id, seenVersion: version }, step, reason)
    return response.redirect().withQs().back()
  }
}
