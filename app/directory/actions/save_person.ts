import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { refuseWrongPlace } from '#directory/actions/refuse_wrong_place'
import { retireAccount } from '#directory/actions/retire_account'
import { revokeTokensOfPerson } from '#directory/actions/revoke_api_token'
import { saveVersioned } from '#directory/actions/save_versioned'
import { phoneChange, writePhones } from '#directory/actions/write_phones'
import { PersonMerged } from '#directory/errors/merging'
import Person from '#directory/models/person'
import type { NewPersonValues, PersonValues } from '#directory/models/person_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A new person with what is known of them, or what changes of one; the rest stays as it is. */
type Input = { actor: Actor } & (
  | { personId: null; values: NewPersonValues }
  | { personId: number; seenVersion?: number; values: Partial<PersonValues> }
)

/**
 * Adds or changes a person. Site and department must be of their organisation, the manager of its
 * tree. Who becomes inactive is signed out everywhere and stays so (T8); history keeps them.
 * Throws StaleRecord, UnknownReference, UnknownPhone, PhoneTwice, ManagerElsewhere, ManagerCircle,
 * StillLeads, OwnAccount, PersonMerged.
 */
export const savePerson = {
  async handle(input: Input): Promise<Person> {
    return inTransaction((trx) => savePersonIn(trx, input))
  },
}

/** The same inside a transaction that does more. */
export async function savePersonIn(trx: TransactionClientContract, input: Input) {
  const { actor, personId } = input
  const { phones, ...values } = input.values
  const person = personId === null ? newPerson() : await lock(trx, personId)
  if (input.personId !== null) await refuseStale(trx, 'person', person, input.seenVersion)
  if (person.mergedIntoId) throw new PersonMerged()

  person.merge(told(values))
  await refuseWrongPlace(trx, person)
  const retires = person.$isPersisted && 'isActive' in person.$dirty && !person.isActive
  const moves = person.$isPersisted && 'organisationId' in person.$dirty
  const also: FieldChange[] = phones ? await phoneChange(trx, personId, phones) : []
  await saveVersioned(trx, person, {
    ...{ actor, subjectType: 'person', also },
    action: personId === null ? 'person.created' : 'person.changed',
    organisationId: () => person.organisationId,
  })
  if (phones && also.length > 0) await writePhones(trx, person.id, phones)
  if (moves) await revokeTokensOfPerson(trx, person.id)
  if (retires) await retireAccount(trx, { actor, personId: person.id })
  return person
}

function newPerson() {
  return new Person().merge({ isVip: false, isActive: true })
}

function lock(trx: TransactionClientContract, personId: number) {
  return Person.query({ client: trx }).where('id', personId).forUpdate().firstOrFail()
}

function told<Values extends object>(values: Values): Values {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Values
}
