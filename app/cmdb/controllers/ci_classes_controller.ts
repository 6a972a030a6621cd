import { saveCiClass } from '#cmdb/actions/save_ci_class'
import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import CiClassPolicy from '#cmdb/policies/ci_class_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { countItemsByClass } from '#cmdb/queries/class_counts'
import { classPage, findClass } from '#cmdb/queries/class_page'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import ClassAttributeTransformer from '#cmdb/transformers/class_attribute_transformer'
import ClassPageTransformer from '#cmdb/transformers/class_page_transformer'
import SourceRankingTransformer from '#cmdb/transformers/source_ranking_transformer'
import {
  changedClassValidator,
  newClassValidator,
  seenClassValidator,
  toClassValues,
} from '#cmdb/validators/ci_class_validator'
import { CI_CLASS_ICONS } from '#config/icons'
import { textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

const RANKED_COLUMNS = Object.keys(ITEM_COLUMNS)

/** The tree of classes and the page of each (CFG-02). */
export default class CiClassesController {
  async index({ principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CiClassPolicy)
    await policy.authorize('view')
    const classes = CiClassTransformer.transform(await ciClassTable()).useVariant('forTree')
    const counts = Object.fromEntries(await countItemsByClass(principal))
    const canEdit = await policy.allows('edit')
    return inertia.render('cmdb/classes/index', { classes, counts, canEdit })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CiClassPolicy)
    await policy.authorize('view')
    const { ciClass, classes } = await findClass(params.code)
    const page = await classPage(ciClass, classes, principal)
    const link = (rows: typeof classes) =>
      ClassPageTransformer.transform(rows).useVariant('forLink')
    return inertia.render('cmdb/classes/show', {
      ciClass: ClassPageTransformer.transform(ciClass),
      ...{ chain: link(page.chain.toReversed()), children: link(page.children) },
      identified: page.identified && ClassPageTransformer.transform(page.identified),
      named: page.named && ClassPageTransformer.transform(page.named),
      attributes: ClassAttributeTransformer.transform(page.attributes),
      choices: link(classes),
      rankings: SourceRankingTransformer.transform(page.rankings),
      sourceChoices: page.sourceChoices,
      columns: RANKED_COLUMNS,
      ...{ itemCount: page.itemCount, history: page.history },
      canEdit: await policy.allows('edit'),
    })
  }

  async create({ request, bouncer, inertia }: HttpContext) {
    await bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass: parent, classes } = await findClass(textOf(request.qs().parent) ?? 'ci')
    return inertia.render('cmdb/classes/edit', {
      ...{ ciClass: null, parent: ClassPageTransformer.transform(parent), keys: [] },
      classes: ClassPageTransformer.transform(classes).useVariant('forLink'),
      icons: CI_CLASS_ICONS,
    })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass, classes } = await findClass(params.code)
    const { chain, attributes } = await classPage(ciClass, classes, principal)
    return inertia.render('cmdb/classes/edit', {
      ciClass: ClassPageTransformer.transform(ciClass),
      parent: ClassPageTransformer.transform(chain[1] ?? ciClass),
      keys: attributes.map(({ definition }) => definition.key),
      classes: ClassPageTransformer.transform(classes).useVariant('forLink'),
      icons: CI_CLASS_ICONS,
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(CiClassPolicy).authorize('edit')
    const { code, ...given } = await ctx.request.validateUsing(newClassValidator)
    const values = { ...toClassValues(given), code }
    await saveCiClass.create({ actor: ctx.actor, values })
    return this.#answer(ctx, `/ci-classes/${code}`)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass } = await findClass(ctx.params.code)
    const { version, ...given } = await ctx.request.validateUsing(changedClassValidator)
    const change = { actor: ctx.actor, classId: ciClass.id, seenVersion: version }
    await saveCiClass.change({ ...change, values: toClassValues(given) })
    return this.#answer(ctx, `/ci-classes/${ciClass.code}`)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(CiClassPolicy).authorize('edit')
    const { ciClass } = await findClass(ctx.params.code)
    const { version } = await ctx.request.validateUsing(seenClassValidator)
    await saveCiClass.remove({ actor: ctx.actor, classId: ciClass.id, seenVersion: version })
    return this.#answer(ctx, '/ci-classes', 'cmdb.classes.deleted')
  }

  #answer({ response, session, i18n }: HttpContext, to: string, key = 'cmdb.classes.saved') {
    session.flash('success', i18n.t(key))
    return response.redirect(to)
  }
}
