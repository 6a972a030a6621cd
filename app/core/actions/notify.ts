import { insertRows } from '#core/actions/insert_rows'
import { clock } from '#core/clock'
import type { Plain } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What the words of a notice need; never a text in one language. */
export type NoticeParams = { [key: string]: Plain }

export type Notice = {
  userId: number
  /** Names the words, `escalations.notice.<kind>`. */
  kind: string
  subjectType: string
  subjectId: number
  params: NoticeParams
}

/** Puts notices into people's lists, in the transaction of what they tell. */
export async function notify(trx: TransactionClientContract, notices: readonly Notice[]) {
  const createdAt = clock.now()
  await insertRows(
    trx,
    'notifications',
    notices.map(({ userId, kind, subjectType, subjectId, params }) => ({
      user_id: userId,
      kind,
      subject_type: subjectType,
      subject_id: subjectId,
      params: JSON.stringify(params),
      created_at: createdAt,
    }))
  )
}
