import { listQuery } from '#core/queries/list_query'
import { saveSkill } from '#directory/actions/save_skill'
import DirectoryPolicy from '#directory/policies/directory_policy'
import TeamPolicy from '#directory/policies/team_policy'
import { listSkills } from '#directory/queries/list_skills'
import { skillValidator } from '#directory/validators/team_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What people can do, as one list for all. */
export default class SkillsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const filter = listQuery(request.qs())
    const { list, sort } = await listSkills(principal, filter)
    const canManage = await bouncer.with(TeamPolicy).allows('manageSkills')
    return inertia.render('directory/skills/index', { list, filter, sort, canManage })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(TeamPolicy).authorize('manageSkills')
    const { name } = await ctx.request.validateUsing(skillValidator)
    await saveSkill.handle({ actor: ctx.actor, skillId: null, name })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(TeamPolicy).authorize('manageSkills')
    const { name } = await ctx.request.validateUsing(skillValidator)
    await saveSkill.handle({ actor: ctx.actor, skillId: Number(ctx.params.id), name })
    return this.#answer(ctx)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(TeamPolicy).authorize('manageSkills')
    await saveSkill.remove({ actor: ctx.actor, skillId: Number(ctx.params.id) })
    return this.#answer(ctx)
  }

  #answer({ response, session, i18n }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect('/skills')
  }
}
