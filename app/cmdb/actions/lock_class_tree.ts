import CiClass from '#cmdb/models/ci_class'
import { branchOf } from '#cmdb/workflow/class_tree'
import { refuseStale } from '#core/actions/refuse_stale'
import { randomInt } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const CI_CLASS_SUBJECT = 'ci_class'
const LARGEST_STEP = 1_000_000

/**
 * All classes, locked: of two acts at once, each fine alone, the later one sees what the other made
 * of the tree. Writers of items wait for it, too.
 */
export function lockClassTree(trx: TransactionClientContract): Promise<CiClass[]> {
  return CiClass.query({ client: trx }).orderBy('id').forUpdate()
}

/** The class of a locked tree. Throws E_ROW_NOT_FOUND, StaleRecord. */
export async function classOfTree(
  trx: TransactionClientContract,
  classes: readonly CiClass[],
  classId: number,
  seenVersion?: number
): Promise<CiClass> {
  const ciClass = classes.find(({ id }) => id === classId)
  if (!ciClass) return CiClass.findOrFail(classId, { client: trx })
  await refuseStale(trx, CI_CLASS_SUBJECT, ciClass, seenVersion)
  return ciClass
}

/**
 * Tells every process that what items of the class and of those below it are checked by has changed.
 * The step is random, so that a version which was rolled back does not return with other content.
 */
export async function raiseSchemaVersion(
  trx: TransactionClientContract,
  classes: readonly CiClass[],
  classId: number
) {
  await trx
    .from('ci_classes')
    .whereIn('id', branchOf(classes, classId))
    .increment('schema_version', newSchemaVersion())
}

export function newSchemaVersion(): number {
  return randomInt(1, LARGEST_STEP)
}
