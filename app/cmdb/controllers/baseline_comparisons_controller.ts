import BaselinePolicy from '#cmdb/policies/baseline_policy'
import { compareBaseline } from '#cmdb/queries/compare_baseline'
import { comparisonFile, type ComparisonFormat } from '#cmdb/queries/comparison_file'
import { comparisonPage } from '#cmdb/queries/comparison_page'
import { comparableBaselines, findBaseline } from '#cmdb/queries/find_baseline'
import type Baseline from '#cmdb/models/baseline'
import { textOf } from '#core/queries/list_query'
import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What became of a baseline's items, by now or in another baseline named by `with` (CFG-08). */
export default class BaselineComparisonsController {
  async show(ctx: HttpContext) {
    const { principal, request, inertia } = ctx
    const { before, after, comparison } = await this.#compare(ctx)
    return inertia.render('cmdb/baselines/comparison', {
      ...{ before: facts(before), after: after && facts(after) },
      ...(await comparisonPage(comparison, request.qs(), principal)),
      others: await comparableBaselines(principal, before.id),
    })
  }

  async csv(ctx: HttpContext) {
    return this.#file(ctx, 'csv')
  }

  async xlsx(ctx: HttpContext) {
    return this.#file(ctx, 'xlsx')
  }

  async #file(ctx: HttpContext, format: ComparisonFormat) {
    const { before, comparison } = await this.#compare(ctx)
    const { response, principal } = ctx
    response.type(TYPES[format])
    response.header('Content-Disposition', `attachment; filename="baseline-${before.id}.${format}"`)
    response.header('Cache-Control', 'private, no-store')
    return response.stream(await comparisonFile(comparison, format, principal))
  }

  async #compare({ params, request, principal, bouncer }: HttpContext) {
    await bouncer.with(BaselinePolicy).authorize('view')
    const other = textOf(request.qs().with)
    const before = await finished(findBaseline(principal, params.id))
    const after = other ? await finished(findBaseline(principal, other)) : null
    return { before, after, comparison: await compareBaseline(before, after, principal) }
  }
}

async function finished(found: Promise<Baseline>): Promise<Baseline> {
  const baseline = await found
  if (baseline.state !== 'done') throw new errors.E_ROW_NOT_FOUND()
  return baseline
}

function facts({ id, name, capturedAt }: Baseline) {
  return { id, name, at: capturedAt!.toISO()! }
}
