import { saveView, type ViewValues } from '#core/actions/save_view'
import { ReferenceNotFound } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import { findEditableView, ownTeams } from '#directory/queries/saved_views'
import {
  createViewValidator,
  updateViewValidator,
} from '#directory/validators/saved_view_validator'
import SavedViewPolicy from '#directory/policies/saved_view_policy'
import type { HttpContext } from '@adonisjs/core/http'

/** Lists that people keep under names; everybody may have views of their own (G-17). */
export default class SavedViewsController {
  async store(ctx: HttpContext) {
    const { request, response, principal, actor } = ctx
    const { page, ...given } = await request.validateUsing(createViewValidator)
    const values = await this.#shared(ctx, given)
    await saveView.create({ actor, userId: principal.userId, page, values })
    return response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const { params, request, response, principal, actor } = ctx
    const view = await findEditableView(principal, params.id)
    const { version, ...given } = await request.validateUsing(updateViewValidator)
    const values = await this.#shared(ctx, given)
    await saveView.update({ actor, viewId: view.id, values, seenVersion: version })
    return response.redirect().withQs().back()
  }

  async destroy({ params, response, principal, actor }: HttpContext) {
    const view = await findEditableView(principal, params.id)
    await saveView.remove({ actor, viewId: view.id })
    return response.redirect().withQs().back()
  }

  async #shared(
    { principal, bouncer }: HttpContext,
    given: Omit<ViewValues, 'teamId'> & { teamId?: number | null }
  ): Promise<ViewValues> {
    if (given.sharing === 'all') await bouncer.with(SavedViewPolicy).authorize('shareWithAll')
    const teamId = given.sharing === 'team' ? (given.teamId ?? null) : null
    if (teamId !== null) await refuseForeignTeam(principal, teamId)
    return { ...given, teamId }
  }
}

async function refuseForeignTeam(principal: Principal, teamId: number) {
  const teams = await ownTeams(principal)
  if (!teams.some(({ value }) => value === teamId)) throw new ReferenceNotFound('teamId')
}
