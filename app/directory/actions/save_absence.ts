import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { AbsenceOverlaps, SubstituteAway, SubstituteIsSelf } from '#directory/errors/absences'
import { UnknownReference } from '#directory/errors/references'
import type { AbsenceValues } from '#directory/models/absence_types'
import Person from '#directory/models/person'
import PersonAbsence from '#directory/models/person_absence'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  personId: number
  /** Null makes a new absence. */
  absenceId: number | null
  seenVersion?: number
  values: AbsenceValues
}
type Removal = Pick<Input, 'actor' | 'personId' | 'seenVersion'> & { absenceId: number }

/**
 * Days when somebody is away and who stands in (DSK-14). Absences belong to the version and history
 * of the person. Throws StaleRecord, AbsenceOverlaps, SubstituteIsSelf, SubstituteAway,
 * UnknownReference, E_ROW_NOT_FOUND for an absence of another person.
 */
export const saveAbsence = {
  async handle({ actor, personId, absenceId, seenVersion, values }: Input) {
    return inTransaction(async (trx) => {
      const person = await lockPerson(trx, personId, seenVersion)
      const absence = await findOrNew(trx, personId, absenceId)
      await refuseOverlap(trx, personId, absenceId, values)
      await refuseWrongSubstitute(trx, personId, values)
      absence.merge(values)
      const changes = changesOf(absence)
      if (changes.length === 0) return absence
      await absence.useTransaction(trx).save()
      const action = absenceId === null ? 'person.absence_added' : 'person.absence_changed'
      await record(trx, actor, person, action, changes)
      return absence
    })
  },

  /** They were not away after all. */
  async remove({ actor, personId, absenceId, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const person = await lockPerson(trx, personId, seenVersion)
      const absence = await findOrNew(trx, personId, absenceId)
      await absence.delete()
      const { startsOn, endsOn, reasonKind, substituteId } = absence
      const gone = Object.entries({ startsOn, endsOn, absenceReason: reasonKind, substituteId })
      const changes = gone.map(([field, before]) => ({ field, before, after: null }))
      await record(trx, actor, person, 'person.absence_removed', changes)
    })
  },
}

/** Two absences of one person are decided one after the other. */
async function lockPerson(
  trx: TransactionClientContract,
  id: number,
  seenVersion: number | undefined
) {
  const person = await Person.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
  await refuseStale(trx, 'person', person, seenVersion)
  return person
}

async function findOrNew(trx: TransactionClientContract, personId: number, id: number | null) {
  if (id === null) return new PersonAbsence().merge({ personId })
  return PersonAbsence.query({ client: trx }).where({ id, personId }).firstOrFail()
}

async function refuseOverlap(
  trx: TransactionClientContract,
  personId: number,
  ownId: number | null,
  { startsOn, endsOn }: AbsenceValues
) {
  const other = await trx
    .from('person_absences')
    .where('person_id', personId)
    .whereNot('id', ownId ?? 0)
    .where('starts_on', '<=', endsOn)
    .where('ends_on', '>=', startsOn)
    .first()
  if (other) throw new AbsenceOverlaps()
}

async function refuseWrongSubstitute(
  trx: TransactionClientContract,
  personId: number,
  { substituteId, startsOn, endsOn }: AbsenceValues
) {
  if (substituteId === null) return
  if (substituteId === personId) throw new SubstituteIsSelf()
  const person = await trx.from('people').where({ id: substituteId, is_active: true }).first()
  if (!person) throw new UnknownReference('substituteId')
  const away = await trx
    .from('person_absences')
    .where('person_id', substituteId)
    .where('starts_on', '<=', endsOn)
    .where('ends_on', '>=', startsOn)
    .first()
  if (away) throw new SubstituteAway()
}

/** The reason may tell of health: history keeps it where it can be erased. */
function changesOf(absence: PersonAbsence): FieldChange[] {
  return pendingChanges(absence)
    .filter(({ field, before, after }) => field !== 'personId' && before !== after)
    .map((change) =>
      change.field === 'reasonKind' ? { ...change, field: 'absenceReason' } : change
    )
}

async function record(
  trx: TransactionClientContract,
  actor: Actor,
  person: Person,
  action: string,
  changes: FieldChange[]
) {
  await person.merge({ version: person.version + 1 }).save()
  await recordAudit(trx, {
    ...{ actor, action, changes, subjectType: 'person' },
    subjectId: person.id,
    subjectVersion: person.version,
    organisationId: person.organisationId,
  })
}
