import { moveItemToClass } from '#cmdb/actions/move_item_to_class'
import CiClass from '#cmdb/models/ci_class'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { classSchema } from '#cmdb/queries/class_schema'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import { movePreview } from '#cmdb/queries/move_preview'
import { statusesOf } from '#cmdb/workflow/item_lifecycle'
import FormAttributeTransformer from '#cmdb/transformers/form_attribute_transformer'
import { moveItemValidator } from '#cmdb/validators/configuration_item_validator'
import { textOf } from '#core/queries/list_query'
import { serializer } from '#core/serializer'
import type { HttpContext } from '@adonisjs/core/http'

/** The class of an item, and what a class asks of a new one. */
export default class ItemClassesController {
  /** GET /lookups/ci-classes/:code/attributes: what the form of a new item asks for. */
  async attributes({ params, bouncer }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const ciClass = await CiClass.findByOrFail('code', params.code)
    const { definitions } = await classSchema(ciClass)
    const inUse = definitions.filter(({ isRetired }) => !isRetired)
    return serializer.serialize({
      attributes: FormAttributeTransformer.transform(inUse),
      statuses: statusesOf(ciClass.lifecycle),
    })
  }

  /** GET …/class-preview?class=…: what would be kept, dropped and restored, and what is missing. */
  async preview({ params, request, principal, bouncer }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const preview = await movePreview(item, textOf(request.qs().class) ?? '')
    const shown = (list: typeof preview.kept) => FormAttributeTransformer.transform(list)
    return serializer.serialize({
      ...{ kept: shown(preview.kept), dropped: shown(preview.dropped) },
      ...{ restored: shown(preview.restored), missing: shown(preview.missing) },
    })
  }

  async update({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const { version, ...given } = await request.validateUsing(moveItemValidator)
    const subject = { itemId: item.id, seenVersion: version }
    await moveItemToClass.handle({ actor, principal, ...subject, ...given })
    return response.redirect().withQs().back()
  }
}
