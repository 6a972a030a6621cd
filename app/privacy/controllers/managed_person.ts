import type Person from '#directory/models/person'
import { findPerson } from '#directory/queries/find_person'
import PrivacyPolicy from '#privacy/policies/privacy_policy'
import type { HttpContext } from '@adonisjs/core/http'

/** The person in the address, when their personal data is the principal's to manage. */
export async function managedPerson({ params, principal, bouncer }: HttpContext): Promise<Person> {
  const policy = bouncer.with(PrivacyPolicy)
  await policy.authorize('manage')
  const person = await findPerson(principal, params.id)
  await policy.authorize('manageOn', person)
  return person
}
