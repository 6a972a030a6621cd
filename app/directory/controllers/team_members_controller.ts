import { changeTeamMembers } from '#directory/actions/change_team_members'
import { UnknownReference } from '#directory/errors/references'
import Person from '#directory/models/person'
import DirectoryPolicy from '#directory/policies/directory_policy'
import TeamPolicy from '#directory/policies/team_policy'
import { findTeam } from '#directory/queries/find_team'
import { leadsValidator, membersValidator } from '#directory/validators/team_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Who is in a team and who leads it, several people at a time. */
export default class TeamMembersController {
  async store(ctx: HttpContext) {
    const teamId = await this.#team(ctx)
    const { version, personIds } = await ctx.request.validateUsing(membersValidator)
    await this.#refuseStrangers(ctx, personIds)
    const change = { actor: ctx.actor, teamId, seenVersion: version, personIds }
    await changeTeamMembers.add(change)
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    const teamId = await this.#team(ctx)
    const { version, ...given } = await ctx.request.validateUsing(leadsValidator)
    await changeTeamMembers.lead({ actor: ctx.actor, teamId, seenVersion: version, ...given })
    return this.#answer(ctx)
  }

  async destroy(ctx: HttpContext) {
    const teamId = await this.#team(ctx)
    const { version, personIds } = await ctx.request.validateUsing(membersValidator)
    const change = { actor: ctx.actor, teamId, seenVersion: version, personIds }
    await changeTeamMembers.remove(change)
    return this.#answer(ctx)
  }

  async #team({ params, principal, bouncer }: HttpContext): Promise<number> {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const team = await findTeam(principal, params.code)
    await bouncer.with(TeamPolicy).authorize('edit', team)
    return team.id
  }

  /** All must be active and seen by whoever adds them (T3). */
  async #refuseStrangers({ principal }: HttpContext, personIds: number[]) {
    const known = await Person.visibleTo(principal)
      .whereIn('people.id', personIds)
      .where('people.is_active', true)
      .select('people.id')
    if (known.length < new Set(personIds).size) throw new UnknownReference('personIds')
  }

  #answer({ response, session, i18n, params }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/teams/${encodeURIComponent(params.code)}`)
  }
}
