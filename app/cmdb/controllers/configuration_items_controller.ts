import { unretiredService } from '#catalog/queries/offered_service'
import { createConfigurationItem } from '#cmdb/actions/create_configuration_item'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { ReferenceNotFound } from '#core/errors'
import RelationType from '#cmdb/models/relation_type'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { loadCiPanels } from '#cmdb/queries/ci_panels'
import { countItemsByClass } from '#cmdb/queries/class_counts'
import { nameConditions } from '#cmdb/queries/name_conditions'
import { savedViewsOf } from '#directory/queries/saved_views'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'
import { editableOrganisations } from '#cmdb/queries/editable_organisations'
import {
  findConfigurationItem,
  findConfigurationItemForPage,
} from '#cmdb/queries/find_configuration_item'
import { impactSummary } from '#cmdb/queries/impact_summary'
import { itemAttributes } from '#cmdb/queries/item_attributes'
import { itemDocuments } from '#cmdb/queries/item_documents'
import { itemHistory } from '#cmdb/queries/item_history'
import { itemRelations } from '#cmdb/queries/item_relations'
import { itemSteps } from '#cmdb/queries/item_steps'
import { pastItem, readMoment } from '#cmdb/queries/past_item'
import { listConfigurationItems } from '#cmdb/queries/list_configuration_items'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import ListAttributeTransformer from '#cmdb/transformers/list_attribute_transformer'
import ListedItemTransformer from '#cmdb/transformers/listed_item_transformer'
import ItemDocumentTransformer from '#cmdb/transformers/item_document_transformer'
import ConfigurationItemTransformer from '#cmdb/transformers/configuration_item_transformer'
import ItemAttributeTransformer from '#cmdb/transformers/item_attribute_transformer'
import RelationTypeTransformer from '#cmdb/transformers/relation_type_transformer'
import {
  createItemValidator,
  updateItemValidator,
} from '#cmdb/validators/configuration_item_validator'
import { tagText } from '#cmdb/workflow/tags'
import type { HttpContext } from '@adonisjs/core/http'

/** The page whose views are kept under this name. */
const ITEM_VIEWS = 'configuration_items'

export default class ConfigurationItemsController {
  async index({ inertia, principal, bouncer, request }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const classes = await ciClassTable()
    const listed = await listConfigurationItems(principal, request.qs(), classes)
    const { rows, ...page } = listed.items
    return inertia.render('cmdb/configuration_items/index', {
      items: ListedItemTransformer.transform(
        rows.map((item) => listedItem(item, listed, principal))
      ),
      ...{ page, sort: listed.sort, filters: listed.filters, columns: listed.columns },
      conditions: await nameConditions(listed.conditions, listed.attributes, principal),
      attributes: ListAttributeTransformer.transform([...listed.attributes]),
      classes: CiClassTransformer.transform(classes).useVariant('forTree'),
      classCounts: inertia.optional(async () =>
        Object.fromEntries(await countItemsByClass(principal))
      ),
      organisations: inertia.optional(() => editableOrganisations(principal)),
      views: await savedViewsOf(principal, ITEM_VIEWS),
      canCreate: principal.can('cis.edit'),
    })
  }

  async store({ principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const given = await request.validateUsing(createItemValidator)
    const { reason, correctsLifecycle, ...values } = withTagText(given)
    if (!principal.canOn('cis.edit', values)) throw new ReferenceNotFound('organisationId')
    if (values.serviceId) await unretiredService(values.serviceId)
    const item = await createConfigurationItem.handle({
      ...{ actor, principal, values, reason, correctsLifecycle },
    })
    return response.redirect(`/configuration-items/${item.number}`)
  }

  /** With `as_of`, what the item was at that moment. */
  async show({ params, inertia, principal, bouncer, request, i18n }: HttpContext) {
    const item = await findConfigurationItemForPage(principal, params.number)
    const at = readMoment(request.qs().as_of, principal.timeZone)
    if (at) {
      return inertia.render('cmdb/configuration_items/past', {
        item: ConfigurationItemTransformer.transform(item).useVariant('forPast'),
        past: await pastItem(item, at, principal),
      })
    }
    const types = await RelationType.query().orderBy('position')
    const [attributes, relations, impact, history, panels, next, documents] = await Promise.all([
      itemAttributes(item, principal),
      itemRelations(item, types, principal),
      impactSummary(item.id, principal),
      itemHistory(item, principal),
      loadCiPanels(item, principal),
      itemSteps(item, { principal, i18n }),
      itemDocuments(item.id),
    ])
    return inertia.render('cmdb/configuration_items/show', {
      item: ConfigurationItemTransformer.transform(item),
      attributes: ItemAttributeTransformer.transform(attributes),
      relations,
      impact,
      next,
      documents: ItemDocumentTransformer.transform(documents),
      history,
      relationTypes: RelationTypeTransformer.transform(types),
      classes: inertia.optional(() => classChoices()),
      can: {
        edit: await bouncer.with(ConfigurationItemPolicy).allows('edit', item),
        remove: await bouncer.with(ConfigurationItemPolicy).allows('remove', item),
        viewSecrets: await bouncer.with(ConfigurationItemPolicy).allows('viewSecrets', item),
        viewClass: principal.can('ci_classes.view'),
      },
      panels,
    })
  }

  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const { version, reason, correctsLifecycle, ...values } = withTagText(
      await request.validateUsing(updateItemValidator)
    )
    const { serviceId } = values
    if (serviceId && serviceId !== item.serviceId) await unretiredService(serviceId)
    await updateConfigurationItem.handle({
      ...{ actor, principal, itemId: item.id },
      ...{ seenVersion: version, reason, correctsLifecycle },
      values,
    })
    return response.redirect().withQs().back()
  }
}

/** Tags as items keep them; none where the form names none. */
function withTagText<Values extends { tags?: string[] | null }>({ tags, ...values }: Values) {
  return { ...values, ...(tags === undefined ? {} : { tags: tagText(tags ?? []) }) }
}

type Listed = Pick<Awaited<ReturnType<typeof listConfigurationItems>>, 'shown' | 'nameOf'>

function listedItem(item: ConfigurationItem, { shown, nameOf }: Listed, principal: Principal) {
  return { item, shown, nameOf, canEdit: principal.canOn('cis.edit', item) }
}

/** Classes an item can be of. */
async function classChoices() {
  const classes = await ciClassTable()
  return CiClassTransformer.transform(classes.filter((each) => !each.isAbstract))
}
