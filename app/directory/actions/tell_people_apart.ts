import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { MergeAcross, MergeWithSelf, PersonMerged } from '#directory/errors/merging'
import DistinctPeople from '#directory/models/distinct_people'
import Person from '#directory/models/person'
import { pairOf } from '#directory/workflow/duplicates'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; personId: number; otherIds: readonly number[] }

/**
 * Remembers that people who look alike are not the same, so that nobody takes them for duplicates
 * again; and takes that back. What is said already is not said twice.
 */
export const tellPeopleApart = {
  /** Throws MergeWithSelf, MergeAcross, PersonMerged. */
  async handle({ actor, personId, otherIds }: Input) {
    if (otherIds.includes(personId)) throw new MergeWithSelf()
    await inTransaction(async (trx) => {
      const { person, others } = await lockAll(trx, personId, otherIds)
      for (const other of others) {
        if (other.organisationId !== person.organisationId) throw new MergeAcross()
        if (person.mergedIntoId || other.mergedIntoId) throw new PersonMerged()
        const pair = pairOf(person.id, other.id)
        if (await DistinctPeople.query({ client: trx }).where(pair).first()) continue
        await DistinctPeople.create({ ...pair, createdAt: clock.now() }, { client: trx })
        await record(trx, actor, 'person.told_apart', [person, other])
      }
    })
  },

  async takeBack({ actor, personId, otherIds }: Input) {
    await inTransaction(async (trx) => {
      const { person, others } = await lockAll(trx, personId, otherIds)
      for (const other of others) {
        const said = DistinctPeople.query({ client: trx }).where(pairOf(person.id, other.id))
        const [removed] = (await said.delete()) as number[]
        if (Number(removed) > 0) await record(trx, actor, 'person.apart_withdrawn', [person, other])
      }
    })
  },
}

/** Always in the order of ids, so that two who do this at once never wait for each other. */
async function lockAll(
  trx: TransactionClientContract,
  personId: number,
  otherIds: readonly number[]
) {
  const people = await Person.query({ client: trx })
    .whereIn('id', [personId, ...otherIds])
    .orderBy('id')
    .forUpdate()
  const person = people.find(({ id }) => id === personId)!
  return { person, others: people.filter(({ id }) => id !== personId) }
}

/** The history of either tells of the other. */
async function record(
  trx: TransactionClientContract,
  actor: Actor,
  action: 'person.told_apart' | 'person.apart_withdrawn',
  [person, other]: [Person, Person]
) {
  const isSaid = action === 'person.told_apart'
  for (const [one, { id }] of [
    [person, other],
    [other, person],
  ] as const) {
    const [before, after] = isSaid ? [null, id] : [id, null]
    await recordAudit(trx, {
      ...{ actor, action, subjectType: 'person', subjectId: one.id },
      organisationId: one.organisationId,
      changes: [{ field: 'distinctPersonId', before, after }],
    })
  }
}
