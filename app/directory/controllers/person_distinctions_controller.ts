import { tellPeopleApart } from '#directory/actions/tell_people_apart'
import { UnknownReference } from '#directory/errors/references'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { findMergeable } from '#directory/queries/find_mergeable'
import { distinctionValidator } from '#directory/validators/person_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** That the person of the address is not the same as others who look alike. */
export default class PersonDistinctionsController {
  async store(ctx: HttpContext) {
    const personId = await this.#editable(ctx, Number(ctx.params.id))
    const { otherPersonIds } = await ctx.request.validateUsing(distinctionValidator)
    const otherIds = await Promise.all(otherPersonIds.map((id) => this.#named(ctx, id)))
    await tellPeopleApart.handle({ actor: ctx.actor, personId, otherIds })
    return this.#answer(ctx, 'directory.duplicates.told_apart')
  }

  async destroy(ctx: HttpContext) {
    const personId = await this.#editable(ctx, Number(ctx.params.id))
    const otherId = await this.#editable(ctx, Number(ctx.params.otherId))
    await tellPeopleApart.takeBack({ actor: ctx.actor, personId, otherIds: [otherId] })
    return this.#answer(ctx, 'directory.duplicates.taken_back')
  }

  async #editable({ principal, bouncer }: HttpContext, id: number): Promise<number> {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const person = await findMergeable(principal, id)
    await policy.authorize('edit', { id: person.organisationId })
    return person.id
  }

  /** Whom the input names and nobody may see is unknown (T3). */
  async #named(ctx: HttpContext, id: number): Promise<number> {
    const person = await findMergeable(ctx.principal, id).catch(() => null)
    if (!person) throw new UnknownReference('otherPersonIds')
    await ctx.bouncer.with(DirectoryPolicy).authorize('edit', { id: person.organisationId })
    return person.id
  }

  #answer({ session, i18n, response }: HttpContext, message: string) {
    session.flash('success', i18n.t(message))
    // The page keeps its organisation, or the pair it compares.
    return response.redirect().withQs().back()
  }
}
