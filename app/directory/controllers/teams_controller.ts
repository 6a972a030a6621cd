import { clock } from '#core/clock'
import { listQuery } from '#core/queries/list_query'
import { saveTeam } from '#directory/actions/save_team'
import Skill from '#directory/models/skill'
import DirectoryPolicy from '#directory/policies/directory_policy'
import TeamPolicy from '#directory/policies/team_policy'
import { awayOn } from '#directory/queries/away_on'
import { findTeam } from '#directory/queries/find_team'
import { listTeams, teamFilter } from '#directory/queries/list_teams'
import { relatedTo } from '#directory/queries/related_links'
import TeamTransformer from '#directory/transformers/team_transformer'
import { newTeamValidator, teamValidator } from '#directory/validators/team_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class TeamsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const filter = { ...listQuery(request.qs()), ...teamFilter(request.qs()) }
    const { list, sort } = await listTeams(principal, filter)
    const rows = TeamTransformer.transform(list.rows, principal).useVariant('forList')
    const skills = await Skill.query().orderBy('name')
    return inertia.render('directory/teams/index', {
      ...{ list: { ...list, rows }, filter, sort },
      skills: skills.map(({ id, name }) => ({ value: id, label: name })),
      canCreate: await bouncer.with(TeamPolicy).allows('create'),
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const team = await findTeam(principal, params.code)
    const away = await awayOn(
      team.members.map(({ id }) => id),
      clock.now()
    )
    return inertia.render('directory/teams/show', {
      team: TeamTransformer.transform(team, principal, away).useVariant('forPage'),
      related: await relatedTo('team', team.id, principal),
      canEdit: await bouncer.with(TeamPolicy).allows('edit', team),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(TeamPolicy).authorize('create')
    const values = await ctx.request.validateUsing(newTeamValidator)
    const team = await saveTeam.handle({ actor: ctx.actor, teamId: null, values })
    return this.#answer(ctx, team.code)
  }

  async update(ctx: HttpContext) {
    const { id: teamId } = await findTeam(ctx.principal, ctx.params.code)
    await ctx.bouncer.with(TeamPolicy).authorize('edit', { id: teamId })
    const { version, ...values } = await ctx.request.validateUsing(teamValidator)
    const change = { teamId, seenVersion: version, values }
    const team = await saveTeam.handle({ actor: ctx.actor, ...change })
    return this.#answer(ctx, team.code)
  }

  #answer({ response, session, i18n }: HttpContext, code: string) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/teams/${encodeURIComponent(code)}`)
  }
}
