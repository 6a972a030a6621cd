import { addCaller } from '#directory/actions/add_caller'
import { UnknownReference } from '#directory/errors/references'
import type Person from '#directory/models/person'
import Organisation from '#directory/models/organisation'
import DirectoryPolicy from '#directory/policies/directory_policy'
import type { LookupOption } from '#directory/queries/lookups'
import { callerValidator } from '#directory/validators/person_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** People who call the desk for the first time. */
export default class CallersController {
  /** JSON with whom to choose: the one who was added, or those who may be meant. */
  async store({ request, principal, bouncer, actor }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('addCallers')
    const { isAnother, ...values } = await request.validateUsing(callerValidator)
    const organisation = await Organisation.visibleTo(principal)
      .where('organisations.id', values.organisationId)
      .first()
    if (!organisation) throw new UnknownReference('organisationId')
    await policy.authorize('addCaller', organisation)
    const answer = await addCaller.handle({ actor, principal, values, isAnother })
    return 'added' in answer
      ? { added: toOption(answer.added), alike: [] }
      : { added: null, alike: answer.alike.map(toOption) }
  }
}

/** With everything by which an agent knows whether it is the one on the phone. */
function toOption(person: Person): LookupOption {
  const { id, displayName, organisation, jobTitle, email, phone } = person
  const facts = [organisation.name, jobTitle, email, phone]
  return { value: id, label: displayName, description: facts.filter(Boolean).join(' · ') }
}
