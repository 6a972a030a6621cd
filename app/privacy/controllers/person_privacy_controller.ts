import { serializer } from '#core/serializer'
import { findPerson } from '#directory/queries/find_person'
import { giveConsent } from '#privacy/actions/give_consent'
import { revokeConsent } from '#privacy/actions/revoke_consent'
import { managedPerson } from '#privacy/controllers/managed_person'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import { consentsOf } from '#privacy/queries/consents_of'
import { requestsOf } from '#privacy/queries/list_subject_requests'
import { currentTexts } from '#privacy/queries/mandatory_texts'
import ConsentTransformer from '#privacy/transformers/consent_transformer'
import SubjectRequestTransformer from '#privacy/transformers/subject_request_transformer'
import { reasonValidator, recordConsentValidator } from '#privacy/validators/privacy_validator'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'

/** What the law on personal data says of one person: consents, requests, whether they are anonymous. */
export default class PersonPrivacyController {
  /** As JSON, for a part of the person's page that belongs to a floor below. */
  async show({ params, principal, bouncer }: HttpContext) {
    const policy = bouncer.with(PrivacyPolicy)
    await policy.authorize('view')
    const person = await findPerson(principal, params.id)
    await policy.authorize('viewOn', person)
    const texts = await currentTexts()
    return serializer.serialize({
      name: person.displayName,
      anonymisedAt: person.anonymisedAt?.toISO() ?? null,
      canManage: await policy.allows('manageOn', person),
      isOwn: person.id === principal.personId,
      consents: ConsentTransformer.transform(await consentsOf(person.id)),
      requests: SubjectRequestTransformer.transform(
        await requestsOf(principal, person.id),
        principal
      ),
      purposes: texts.map(({ purpose: { id, nameRu, nameEn } }) => ({ id, nameRu, nameEn })),
    })
  }

  async recordConsent(ctx: HttpContext) {
    const { id: personId } = await managedPerson(ctx)
    const { givenOn, ...input } = await ctx.request.validateUsing(recordConsentValidator)
    const givenAt = DateTime.fromISO(givenOn, { zone: ctx.principal.timeZone })
    await giveConsent.byOperator({ actor: ctx.actor, personId, ...input, givenAt })
    return ctx.response.redirect(`/people/${personId}`)
  }

  async revokeConsent(ctx: HttpContext) {
    const { id: personId } = await managedPerson(ctx)
    const { reason } = await ctx.request.validateUsing(reasonValidator)
    const consentId = Number(ctx.params.consent)
    await revokeConsent.handle({ actor: ctx.actor, personId, consentId, reason })
    return ctx.response.redirect(`/people/${personId}`)
  }
}
