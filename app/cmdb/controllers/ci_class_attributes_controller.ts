import { saveClassAttribute } from '#cmdb/actions/save_class_attribute'
import { tightenAttribute } from '#cmdb/actions/tighten_attribute'
import CiClassPolicy from '#cmdb/policies/ci_class_policy'
import { findClass } from '#cmdb/queries/class_page'
import {
  attributeOrderValidator,
  changedAttributeValidator,
  newAttributeValidator,
  retirementValidator,
  seenClassValidator,
  tighteningValidator,
  toSettings,
  toTightening,
} from '#cmdb/validators/ci_class_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The attributes of a class: its own, and what it makes stricter of those it inherits. */
export default class CiClassAttributesController {
  async store(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, key, type, ...given } = await ctx.request.validateUsing(newAttributeValidator)
    const values = { ...toSettings(given), key, type }
    await saveClassAttribute.create({ ...change, seenVersion: version, values })
    return ctx.response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, ...given } = await ctx.request.validateUsing(changedAttributeValidator)
    const attribute = { key: ctx.params.key, values: toSettings(given) }
    await saveClassAttribute.change({ ...change, seenVersion: version, ...attribute })
    return ctx.response.redirect().withQs().back()
  }

  async retire(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, isRetired } = await ctx.request.validateUsing(retirementValidator)
    const { key } = ctx.params
    await saveClassAttribute.retire({ ...change, seenVersion: version, key, isRetired })
    return ctx.response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version } = await ctx.request.validateUsing(seenClassValidator)
    await saveClassAttribute.remove({ ...change, seenVersion: version, key: ctx.params.key })
    return ctx.response.redirect().withQs().back()
  }

  async order(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, keys } = await ctx.request.validateUsing(attributeOrderValidator)
    await saveClassAttribute.order({ ...change, seenVersion: version, keys })
    return ctx.response.redirect().withQs().back()
  }

  async tighten(ctx: HttpContext) {
    const change = await this.#change(ctx)
    const { version, ...given } = await ctx.request.validateUsing(tighteningValidator)
    const attribute = { key: ctx.params.key, values: toTightening(given) }
    await tightenAttribute.handle({ ...change, seenVersion: version, ...attribute })
    return ctx.response.redirect().withQs().back()
  }

  async #change({ params, bouncer, actor }: HttpContext) {
    await bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass } = await findClass(params.code)
    return { actor, classId: ciClass.id }
  }
}
