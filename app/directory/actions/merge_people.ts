import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { refuseManagerCircle } from '#directory/actions/refuse_wrong_place'
import { repointPerson } from '#directory/actions/repoint_person'
import { saveVersioned } from '#directory/actions/save_versioned'
import { phoneChange, writePhones } from '#directory/actions/write_phones'
import {
  AccountOnOtherSide,
  BothHaveAccounts,
  MergeAcross,
  MergeWithSelf,
  PersonMerged,
  ToldApart,
} from '#directory/errors/merging'
import DistinctPeople from '#directory/models/distinct_people'
import Person from '#directory/models/person'
import type { MergeChoice, MergedField, PhoneValues } from '#directory/models/person_types'
import User from '#directory/models/user'
import { pairOf } from '#directory/workflow/duplicates'
import { phoneDigits } from '#directory/workflow/phone_number'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Side = { id: number; seenVersion: number }
type Input = {
  actor: Actor
  /** Who remains. */
  kept: Side
  /** Whose record becomes a signpost to the other. */
  merged: Side
  choice: MergeChoice
}

/**
 * Two records of one person become one: everything that named either names the one that remains,
 * and the other leads there. Both must be of one organisation (T7). History stays as it was.
 * Throws StaleRecord, MergeWithSelf, MergeAcross, PersonMerged, ToldApart, BothHaveAccounts,
 * AccountOnOtherSide, ManagerCircle.
 */
export const mergePeople = {
  async handle({ actor, kept: keptSide, merged: mergedSide, choice }: Input): Promise<Person> {
    if (keptSide.id === mergedSide.id) throw new MergeWithSelf()
    return inTransaction(async (trx) => {
      const [kept, merged] = await lockBoth(trx, keptSide, mergedSide)
      if (kept.mergedIntoId || merged.mergedIntoId) throw new PersonMerged()
      if (kept.organisationId !== merged.organisationId) throw new MergeAcross()
      const pair = pairOf(kept.id, merged.id)
      if (await DistinctPeople.query({ client: trx }).where(pair).first()) throw new ToldApart()
      await moveAccount(trx, kept, merged)

      const phones = chosenPhones(kept, merged, choice.phones)
      const also = await phoneChange(trx, kept.id, phones)
      // The signpost first: it must not be found as somebody's manager any more.
      await repointPerson({ trx, from: merged.id, to: kept.id })
      await keep(trx, actor, kept, { merged, choice, also })
      if (also.length > 0) await writePhones(trx, kept.id, phones)
      await signpost(trx, actor, merged, kept)
      return kept
    })
  },
}

/** Always in the order of ids, so that two merges never wait for each other. */
async function lockBoth(trx: TransactionClientContract, kept: Side, merged: Side) {
  const people = await Person.query({ client: trx })
    .whereIn('id', [kept.id, merged.id])
    .orderBy('id')
    .forUpdate()
    .preload('phones')
  const found = [kept, merged].map(({ id }) => people.find((person) => person.id === id)!)
  await refuseStale(trx, 'person', found[0]!, kept.seenVersion)
  await refuseStale(trx, 'person', found[1]!, merged.seenVersion)
  return found as [Person, Person]
}

/** One person signs in with one account; one that is switched off may stay with the signpost. */
async function moveAccount(trx: TransactionClientContract, kept: Person, merged: Person) {
  const accounts = await User.query({ client: trx }).whereIn('personId', [kept.id, merged.id])
  const own = accounts.find(({ personId }) => personId === kept.id)
  const other = accounts.find(({ personId }) => personId === merged.id)
  if (own?.isActive && other?.isActive) throw new BothHaveAccounts()
  if (own && other?.isActive) throw new AccountOnOtherSide()
  if (!own && other) await other.merge({ personId: kept.id }).save()
}

function chosenPhones(kept: Person, merged: Person, side: MergeChoice['phones']): PhoneValues[] {
  if (side === 'kept') return kept.phones
  if (side === 'merged') return merged.phones
  const known = new Set(kept.phones.map(({ number }) => phoneDigits(number)))
  return [...kept.phones, ...merged.phones.filter(({ number }) => !known.has(phoneDigits(number)))]
}

type Gains = { merged: Person; choice: MergeChoice; also: Awaited<ReturnType<typeof phoneChange>> }

async function keep(
  trx: TransactionClientContract,
  actor: Actor,
  kept: Person,
  { merged, choice, also }: Gains
) {
  for (const [field, side] of Object.entries(choice.fields) as [MergedField, string][]) {
    if (side === 'merged') kept.merge({ [field]: merged[field] })
  }
  kept.isActive ||= merged.isActive
  if (kept.managerId === kept.id || kept.managerId === merged.id) kept.managerId = null
  await refuseManagerCircle(trx, kept)
  const mark = { field: 'mergedPersonId', before: null, after: merged.id }
  await saveVersioned(trx, kept, {
    ...{ actor, subjectType: 'person', action: 'person.merged_with' },
    organisationId: () => kept.organisationId,
    also: [...also, mark],
  })
}

async function signpost(
  trx: TransactionClientContract,
  actor: Actor,
  merged: Person,
  kept: Person
) {
  merged.merge({ mergedIntoId: kept.id, isActive: false, managerId: null })
  await saveVersioned(trx, merged, {
    ...{ actor, subjectType: 'person', action: 'person.merged_into' },
    organisationId: () => merged.organisationId,
  })
}
