import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { savePersonIn } from '#directory/actions/save_person'
import { NoAddress, UnknownPhone } from '#directory/errors/people'
import { UnknownReference } from '#directory/errors/references'
import Organisation from '#directory/models/organisation'
import type Person from '#directory/models/person'
import type { NewCaller } from '#directory/models/person_types'
import { peopleReachedBy } from '#directory/queries/people_reached_by'
import type { Principal } from '#directory/queries/principal'
import { phoneDigits } from '#directory/workflow/phone_number'

type Input = {
  actor: Actor
  principal: Principal
  values: NewCaller
  /** Whoever is known by the same address is somebody else. */
  isAnother: boolean
}

/** Who was added, or who has the address already and may be meant. */
export type CallerAnswer = { added: Person } | { alike: Person[] }

/**
 * Adds a caller whom nobody knows yet: a name, an organisation and an e-mail address or a phone are
 * enough (DSK-25). Nobody is added while somebody known to the caller's agent has the address, unless
 * told that it is another person. Throws NoAddress, UnknownPhone, UnknownReference.
 */
export const addCaller = {
  async handle({ actor, principal, values, isAnother }: Input): Promise<CallerAnswer> {
    const { phone, email, organisationId } = values
    if (!phone && !email) throw new NoAddress()
    if (phone && phoneDigits(phone) === null) throw new UnknownPhone('phone')
    return inTransaction(async (trx) => {
      // Of two agents who add the same caller at once the second one is offered the first one's.
      const organisation = await Organisation.query({ client: trx })
        .where({ id: organisationId, isActive: true })
        .forUpdate()
        .first()
      if (!organisation) throw new UnknownReference('organisationId')
      const alike = isAnother ? [] : await peopleReachedBy(trx, principal, { email, phone })
      if (alike.length > 0) return { alike }
      const phones = phone ? [{ number: phone, label: null }] : []
      const { displayName } = values
      const person = { displayName, organisationId, email, phones }
      const added = await savePersonIn(trx, { actor, personId: null, values: person })
      return { added: await withOrganisation(added) }
    })
  },
}

async function withOrganisation(person: Person): Promise<Person> {
  await person.load((loader) => void loader.load('organisation').load('phones'))
  return person
}
