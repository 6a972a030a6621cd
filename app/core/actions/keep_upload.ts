import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A record holds the file, or lets it go: what nobody holds the sweep takes. */
export async function keepUpload(
  trx: TransactionClientContract,
  uploadId: number,
  isKept: boolean
) {
  await trx.from('uploads').where('id', uploadId).update({ is_kept: isKept })
}
