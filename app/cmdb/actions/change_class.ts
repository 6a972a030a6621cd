import {
  CI_CLASS_SUBJECT,
  classOfTree,
  lockClassTree,
  raiseSchemaVersion,
} from '#cmdb/actions/lock_class_tree'
import type CiClass from '#cmdb/models/ci_class'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type ClassChange = { actor: Actor; classId: number; seenVersion?: number }
type Context = { trx: TransactionClientContract; classes: CiClass[]; ciClass: CiClass }

/**
 * A change of a class or of its attributes in one transaction with its history: `change` answers
 * what it did beside what is pending on the class. Throws StaleRecord, E_ROW_NOT_FOUND.
 */
export async function changeClass(
  { actor, classId, seenVersion }: ClassChange,
  action: string,
  change: (context: Context) => Promise<FieldChange[]>
): Promise<CiClass> {
  return inTransaction(async (trx) => {
    const classes = await lockClassTree(trx)
    const ciClass = await classOfTree(trx, classes, classId, seenVersion)
    const also = await change({ trx, classes, ciClass })
    const subject = { actor, subjectType: CI_CLASS_SUBJECT, organisationId: () => null }
    const changes = await saveVersioned(trx, ciClass, { ...subject, action, also })
    if (changes.length > 0) {
      await trx.from('ci_classes').where('id', classId).update({ is_customised: true })
      await raiseSchemaVersion(trx, classes, classId)
    }
    return ciClass
  })
}
