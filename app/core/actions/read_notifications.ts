import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

/** Marks a person's notices as read: one, or all. Nobody else's are touched. */
export const readNotifications = {
  async handle({ userId, id }: { userId: number; id: number | null }) {
    const query = db.from('notifications').where('user_id', userId).whereNull('read_at')
    if (id !== null) void query.where('id', id)
    await query.update({ read_at: toSqlUtc(clock.now()) })
  },
}
