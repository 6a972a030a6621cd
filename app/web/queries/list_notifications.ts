import Notification from '#core/models/notification'
import type { Principal } from '#directory/queries/principal'
import { linkSubjects, subjectKey } from '#web/queries/link_subjects'

const SHOWN = 30

/** The latest notices and how many are unread; a link only where the person may see the record. */
export async function listNotifications(principal: Principal) {
  const own = () => Notification.query().where('userId', principal.userId)
  const [latest, unread] = await Promise.all([
    own().orderBy('id', 'desc').limit(SHOWN),
    own().whereNull('readAt').count('* as total'),
  ])
  const links = await linkSubjects(latest, principal)
  return {
    unread: Number(unread[0]!.$extras.total),
    notices: latest.map((notice) => ({
      id: notice.id,
      kind: notice.kind,
      params: notice.params,
      href: links.get(subjectKey(notice))?.href ?? null,
      createdAt: notice.createdAt.toISO()!,
      isRead: notice.readAt !== null,
    })),
  }
}
