import { StillInUse } from '#directory/errors/organisations'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const SUBJECTS = ['organisation', 'site', 'department', 'team'] as const
type SubjectType = (typeof SUBJECTS)[number]

/** `messageKey` says why the record stays active, with `n` for how many hang on it. */
type Dependant = {
  messageKey: string
  count: (trx: TransactionClientContract, subjectId: number) => Promise<number>
}

const dependants = new Map<SubjectType, Dependant[]>()

/** Domains of upper floors name what of theirs keeps a record of the directory active. */
export function keepsActive(subjectType: SubjectType, dependant: Dependant): void {
  dependants.set(subjectType, [...(dependants.get(subjectType) ?? []), dependant])
}

/** Refuses to switch a record off while something active hangs on it. Throws StillInUse. */
export async function refuseStillInUse(
  trx: TransactionClientContract,
  subjectType: SubjectType,
  subjectId: number
) {
  for (const { messageKey, count } of dependants.get(subjectType) ?? []) {
    const found = await count(trx, subjectId)
    if (found > 0) throw new StillInUse(messageKey, found)
  }
}

/** Counts rows of a table, for dependants that are as simple as that. */
export async function countRows(
  trx: TransactionClientContract,
  table: string,
  where: Record<string, string | number | boolean>
): Promise<number> {
  const row = await trx.from(table).where(where).count('* as total').first()
  return Number(row.total)
}

keepsActive('organisation', {
  messageKey: 'directory.refusals.active_parts',
  count: (trx, id) => countRows(trx, 'organisations', { parent_id: id, is_active: true }),
})
keepsActive('organisation', {
  messageKey: 'directory.refusals.active_people',
  count: (trx, id) => countRows(trx, 'people', { organisation_id: id, is_active: true }),
})
keepsActive('site', {
  messageKey: 'directory.refusals.active_people',
  count: (trx, id) => countRows(trx, 'people', { site_id: id, is_active: true }),
})
keepsActive('department', {
  messageKey: 'directory.refusals.active_departments',
  count: (trx, id) => countRows(trx, 'departments', { parent_id: id, is_active: true }),
})
keepsActive('department', {
  messageKey: 'directory.refusals.active_people',
  count: (trx, id) => countRows(trx, 'people', { department_id: id, is_active: true }),
})
