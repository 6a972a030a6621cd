import { rankSources } from '#cmdb/actions/rank_sources'
import CiClassPolicy from '#cmdb/policies/ci_class_policy'
import { findClass } from '#cmdb/queries/class_page'
import { seenClassValidator } from '#cmdb/validators/ci_class_validator'
import { sourceRankingValidator } from '#cmdb/validators/reconciliation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** In which order a class believes the sources of a field. */
export default class SourceRankingsController {
  async update(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, ...values } = await ctx.request.validateUsing(sourceRankingValidator)
    await rankSources.save({ ...change, ...values, seenVersion: version })
    return ctx.response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version } = await ctx.request.validateUsing(seenClassValidator)
    await rankSources.remove({ ...change, seenVersion: version })
    return ctx.response.redirect().withQs().back()
  }

  async #change({ params, bouncer, actor }: HttpContext) {
    await bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass } = await findClass(params.code)
    return { actor, classId: ciClass.id, field: String(params.field) }
  }
}
