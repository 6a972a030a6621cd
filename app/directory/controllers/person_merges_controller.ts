import { textOf } from '#core/queries/list_query'
import { mergePeople } from '#directory/actions/merge_people'
import { UnknownReference } from '#directory/errors/references'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { areDistinct } from '#directory/queries/distinct_people'
import { findMergeable } from '#directory/queries/find_mergeable'
import PersonTransformer from '#directory/transformers/person_transformer'
import { mergeValidator } from '#directory/validators/person_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Two records of one person become one; the person of the address remains. */
export default class PersonMergesController {
  async create(ctx: HttpContext) {
    const person = await this.#editable(ctx, ctx.params.id)
    const otherId = Number(textOf(ctx.request.qs().with) ?? 0)
    const other = otherId ? await findMergeable(ctx.principal, otherId) : null
    return ctx.inertia.render('directory/people/merge', {
      person: PersonTransformer.transform(person).useVariant('forMerge'),
      other: other ? PersonTransformer.transform(other).useVariant('forMerge') : null,
      organisationId: person.organisationId,
      areDistinct: other !== null && (await areDistinct(person.id, other.id)),
    })
  }

  async store(ctx: HttpContext) {
    const person = await this.#editable(ctx, ctx.params.id)
    const input = await ctx.request.validateUsing(mergeValidator)
    const other = await findMergeable(ctx.principal, input.otherPersonId).catch(() => null)
    if (!other) throw new UnknownReference('otherPersonId')
    await ctx.bouncer.with(DirectoryPolicy).authorize('edit', { id: other.organisationId })
    await mergePeople.handle({
      actor: ctx.actor,
      kept: { id: person.id, seenVersion: input.version },
      merged: { id: other.id, seenVersion: input.otherVersion },
      choice: { fields: input.fields, phones: input.phones },
    })
    ctx.session.flash('success', ctx.i18n.t('directory.merge.done'))
    return ctx.response.redirect(`/people/${person.id}`)
  }

  async #editable({ principal, bouncer }: HttpContext, id: number) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const person = await findMergeable(principal, id)
    await policy.authorize('edit', { id: person.organisationId })
    return person
  }
}
