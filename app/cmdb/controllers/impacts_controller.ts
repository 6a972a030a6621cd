import {
  findConfigurationItem,
  findConfigurationItemForPage,
} from '#cmdb/queries/find_configuration_item'
import { impactAnswer } from '#cmdb/queries/impact_answer'
import { impactConsequences } from '#cmdb/queries/impact_consequences'
import { impactExplanation } from '#cmdb/queries/impact_explanation'
import { impactCsv } from '#cmdb/queries/impact_csv'
import { impactList } from '#cmdb/queries/impact_list'
import { impactQuestion } from '#cmdb/queries/impact_question'
import { impactView } from '#cmdb/queries/impact_view'
import { readImpactQuery } from '#cmdb/queries/read_impact_query'
import ConfigurationItemTransformer from '#cmdb/transformers/configuration_item_transformer'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { impactViewsOf, ownTeams } from '#cmdb/queries/impact_views'
import { listedBadges } from '#cmdb/queries/listed_badges'
import { readImpactPicture } from '#cmdb/queries/read_impact_picture'
import { shownImpact } from '#cmdb/queries/shown_impact'
import ImpactViewTransformer from '#cmdb/transformers/impact_view_transformer'
import { idOf } from '#core/queries/list_query'
import type { Principal } from '#directory/queries/principal'
import type { HttpContext } from '@adonisjs/core/http'

/** What fails with an item and what it needs (CFG-10): a page, JSON, CSV. */
export default class ImpactsController {
  async show({ params, inertia, principal, request }: HttpContext) {
    const item = await findConfigurationItemForPage(principal, params.number)
    const shown = await shownFor(item, request.qs(), principal)
    return inertia.render('cmdb/configuration_items/impact', {
      item: ConfigurationItemTransformer.transform(item).useVariant('forGraph'),
      impact: await impactView(shown, principal),
      views: ImpactViewTransformer.transform(await impactViewsOf(item, principal)),
      viewId: idOf(request.qs().view),
      teams: inertia.optional(() => ownTeams(principal)),
      can: { edit: principal.canOn('cis.edit', { organisationId: item.organisationId }) },
    })
  }

  /** `full=1` gives every item compactly instead of the picture. */
  async json(ctx: HttpContext) {
    const { principal, request } = ctx
    const shown = await this.#shown(ctx)
    const body = request.qs().full === '1' ? impactList(shown) : await impactView(shown, principal)
    // Plain text and numbers: the framework's own careful serialiser would take as long as the graph.
    ctx.response.header('Content-Type', 'application/json; charset=utf-8')
    return ctx.response.send(JSON.stringify(body))
  }

  async csv(ctx: HttpContext) {
    const body = impactCsv(impactList(await this.#shown(ctx)), ctx.i18n)
    ctx.response.header('Content-Type', 'text/csv; charset=utf-8')
    ctx.response.header(
      'Content-Disposition',
      `attachment; filename="${ctx.params.number}-impact.csv"`
    )
    return ctx.response.send(body)
  }

  /** Why `item`, a number, is down or degraded, or why it holds. */
  async explain({ params, principal, request }: HttpContext) {
    const origin = await findConfigurationItem(principal, params.number)
    const item = await findConfigurationItem(principal, String(request.qs().item))
    const query = readImpactQuery(request.qs())
    return impactExplanation(await impactQuestion(origin, query, principal), item, principal)
  }

  /** What it means for people, clients, contracts and promises. */
  async consequences({ params, principal, request }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    const query = readImpactQuery(request.qs())
    return impactConsequences(await impactQuestion(item, query, principal), principal)
  }

  /** What other domains mark on the items of the list, by number. */
  async badges(ctx: HttpContext) {
    return listedBadges(await this.#shown(ctx), ctx.principal)
  }

  async #shown({ params, principal, request }: HttpContext) {
    const item = await findConfigurationItem(principal, params.number)
    return shownFor(item, request.qs(), principal)
  }
}

async function shownFor(
  item: ConfigurationItem,
  address: Record<string, unknown>,
  principal: Principal
) {
  const question = await impactQuestion(item, readImpactQuery(address), principal)
  const answer = await impactAnswer(question, principal)
  return shownImpact(answer, readImpactPicture(address), principal)
}
