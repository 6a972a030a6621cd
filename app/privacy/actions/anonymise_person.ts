import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { Names } from '#core/mask_text'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import { personalDataSources, type Replacement } from '#directory/queries/personal_data'
import { AlreadyAnonymous, OwnPerson, StillConcerned, WrongConfirmation } from '#privacy/errors'
import { obstaclesOf } from '#privacy/queries/anonymisation_preview'
import { namesOf } from '#privacy/queries/former_names'
import { subjectOf } from '#privacy/queries/subject_of'
import { maskTicketTexts } from '#tickets/actions/mask_ticket_texts'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  personId: number
  /** The name as it stands, typed by whoever decides. */
  confirmation: string
  reason: string
  /** In spite of open tickets or a contract that names the person. */
  isForced: boolean
  ticketIds: readonly number[]
}

type Work = Omit<Input, 'confirmation' | 'isForced'>

/**
 * Puts "Person #id" in the place of whatever names a person, for good (152-FZ, art. 21): profile,
 * account, sessions, tokens, the values the audit keeps, and the texts of the tickets chosen. What is
 * counted stays as it is. Throws OwnPerson, WrongConfirmation, AlreadyAnonymous, StillConcerned.
 */
export const anonymisePerson = {
  async handle({ confirmation, isForced, ...work }: Input) {
    const { actor, personId } = work
    const person = await Person.findOrFail(personId)
    if (actor.personId === personId) throw new OwnPerson()
    if (person.anonymisedAt) throw new AlreadyAnonymous()
    if (confirmation.trim() !== person.displayName.trim()) throw new WrongConfirmation()
    const obstacles = await obstaclesOf(personId)
    if (obstacles.length > 0 && !isForced) throw new StillConcerned()
    await this.erase(work)
  },

  /** The same without questions, for what the rules of retention decide. */
  async erase(work: Work) {
    const names = await namesOf(work.personId)
    const subject = await subjectOf(work.personId)
    await inTransaction(async (trx) => {
      const person = await lock(trx, work.personId)
      if (person.anonymisedAt) throw new AlreadyAnonymous()
      const replacement = replacementOf(person)
      await maskTexts(trx, work, names, replacement)
      for (const source of personalDataSources()) await source.erase?.(trx, subject, replacement)
      await recordAudit(trx, {
        actor: work.actor,
        subjectType: 'person',
        subjectId: person.id,
        subjectVersion: person.version + 1,
        organisationId: person.organisationId,
        action: 'person.anonymised',
        reason: work.reason,
      })
    })
  },
}

/** "Person #12" in the language of the organisation. */
function replacementOf({ id, organisation }: Person): Replacement {
  const word = organisation.locale === 'ru' ? 'Человек' : 'Person'
  return { name: `${word} #${id}`, email: `person-${id}@anonymised.invalid` }
}

async function lock(trx: TransactionClientContract, id: number) {
  return Person.query({ client: trx })
    .where('id', id)
    .preload('organisation')
    .forUpdate()
    .firstOrFail()
}

async function maskTexts(
  trx: TransactionClientContract,
  { actor, ticketIds }: Work,
  names: Names,
  { name: replacement }: Replacement
) {
  await maskTicketTexts(trx, { actor, ticketIds, names, replacement })
}
