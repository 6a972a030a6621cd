import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Erases the personal values the audit keeps of a subject (152-FZ); the audit's own rows and their
 * seals stay as they are. The caller records in the audit that and why it was done. Returns how
 * many values are gone.
 */
export async function erasePersonalValues(
  trx: TransactionClientContract,
  subjectType: string,
  subjectId: number
): Promise<number> {
  const erased = await trx
    .from('audit_personal_values')
    .where({ subject_type: subjectType, subject_id: subjectId })
    .delete()
  return Number(erased)
}
