import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import Person from '#directory/models/person'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; organisationId: number; keys: Iterable<string> }

/**
 * People of an organisation by their keys in the system they come from; unknown ones are added under
 * that key as their name. Keys that differ in case alone mean one person, as MariaDB compares them.
 */
export async function importPeople(
  trx: TransactionClientContract,
  { actor, organisationId, keys }: Input
) {
  const wanted = new Map([...keys].map((key) => [personKey(key), key]))
  const known = await findByKeys(trx, organisationId, [...wanted.values()])
  const missing = [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name)
  if (missing.length === 0) return { idByKey: known, created: 0 }

  await insertRows(
    trx,
    'people',
    missing.map((name) => toPersonRow(organisationId, name))
  )
  const added = await findByKeys(trx, organisationId, missing)
  const audits = missing.map((name) => ({
    actor,
    subjectType: 'person',
    subjectId: added.get(personKey(name))!,
    subjectVersion: 1,
    organisationId,
    action: 'person.created',
    changes: [{ field: 'displayName', before: null, after: name }],
  }))
  await recordAudits(trx, audits)
  return { idByKey: new Map([...known, ...added]), created: missing.length }
}

/** How `idByKey` names a person. */
export function personKey(key: string): string {
  return key.toLowerCase()
}

async function findByKeys(trx: TransactionClientContract, organisationId: number, keys: string[]) {
  if (keys.length === 0) return new Map<string, number>()
  const people = await Person.query({ client: trx })
    .where({ organisationId })
    .whereIn('externalKey', keys)
    .select('id', 'externalKey', 'mergedIntoId')
  // Whoever was merged is the person they were merged into.
  return new Map(
    people.map(({ id, externalKey, mergedIntoId }) => [personKey(externalKey!), mergedIntoId ?? id])
  )
}

function toPersonRow(organisationId: number, name: string) {
  const now = clock.now()
  return {
    organisation_id: organisationId,
    display_name: name,
    external_key: name,
    is_vip: false,
    is_active: true,
    version: 1,
    created_at: now,
    updated_at: now,
  }
}
