import { anonymisePerson } from '#privacy/actions/anonymise_person'
import { managedPerson } from '#privacy/controllers/managed_person'
import { anonymisationPreview } from '#privacy/queries/anonymisation_preview'
import { anonymisationValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Takes a person's name out for good; first what that would meet. */
export default class AnonymisationsController {
  async show(ctx: HttpContext) {
    const { id } = await managedPerson(ctx)
    return anonymisationPreview(id)
  }

  async store(ctx: HttpContext) {
    const { id: personId } = await managedPerson(ctx)
    const input = await ctx.request.validateUsing(anonymisationValidator)
    await anonymisePerson.handle({ actor: ctx.actor, personId, ...input })
    ctx.session.flash('success', ctx.i18n.t('privacy.anonymise.done'))
    return ctx.response.redirect(`/people/${personId}`)
  }
}
