import { ARCHIVE_RETENTION } from '#cmdb/actions/archive_retention'
import { archiveItem } from '#cmdb/actions/archive_item'
import CiClass from '#cmdb/models/ci_class'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { dueForArchive } from '#cmdb/queries/due_for_archive'
import { findConfigurationItem } from '#cmdb/queries/find_configuration_item'
import ClassPageTransformer from '#cmdb/transformers/class_page_transformer'
import DueItemTransformer from '#cmdb/transformers/due_item_transformer'
import { seenItemValidator } from '#cmdb/validators/configuration_item_validator'
import { listPage } from '#core/queries/list_page'
import { listQuery } from '#core/queries/list_query'
import { listRetention } from '#core/queries/list_retention'
import type { HttpContext } from '@adonisjs/core/http'

/** Items put out of sight, and which would be by the policy (CFG-04). */
export default class ItemArchivesController {
  /** What the nightly job would put away now, without doing it. */
  async index({ inertia, principal, bouncer, request }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('list')
    const rules = await listRetention()
    const { days, isOn, rule } = rules.find(({ offered }) => offered === ARCHIVE_RETENTION)!
    const { query } = await dueForArchive(days, principal)
    void query.preload('ciClass').preload('organisation')
    void query.orderBy('statusChangedAt').orderBy('id').select('configuration_items.*')
    const { rows, ...page } = await listPage(query, { page: listQuery(request.qs()).page })
    const classes = await CiClass.query().whereNotNull('archiveAfterDays').orderBy('position')
    return inertia.render('cmdb/archiving/index', {
      rule: { days, isOn, lastRunAt: rule?.lastRunAt?.toISO() ?? null },
      classes: ClassPageTransformer.transform(classes).useVariant('forArchive'),
      items: DueItemTransformer.transform(rows),
      page,
      canGovern: principal.reach('personal_data.manage').all,
    })
  }

  async update(ctx: HttpContext) {
    return this.#set(ctx, true)
  }

  async destroy(ctx: HttpContext) {
    return this.#set(ctx, false)
  }

  async #set(
    { params, principal, bouncer, request, response, actor }: HttpContext,
    isArchived: boolean
  ) {
    const item = await findConfigurationItem(principal, params.number)
    await bouncer.with(ConfigurationItemPolicy).authorize('edit', item)
    const { version } = await request.validateUsing(seenItemValidator)
    await archiveItem.handle({ actor, itemId: item.id, seenVersion: version, isArchived })
    return response.redirect().withQs().back()
  }
}
