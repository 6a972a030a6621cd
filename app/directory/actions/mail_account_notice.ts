import AccountNoticeMail from '#directory/mails/account_notice_mail'
import type { AccountNotice } from '#directory/models/account_notices'
import User from '#directory/models/user'
import mail from '@adonisjs/mail/services/main'
import { DateTime } from 'luxon'

export type NoticePayload = {
  userId: number
  notice: AccountNotice
  /** Null when the owner did it. */
  byUserId: number | null
  at: string
  to: string | null
}

/** Tells an account's owner what happened to it, when, and by whom, in their language and time. */
export const mailAccountNotice = {
  async handle({ userId, notice, byUserId, at, to }: NoticePayload) {
    const user = await withPerson(userId)
    if (!user) return
    const { displayName: name, timeZone, organisation } = user.person
    const by = byUserId === null ? null : await withPerson(byUserId)
    await mail.send(
      new AccountNoticeMail({
        ...{ to: to ?? user.email, locale: user.locale, name, notice },
        by: by?.person.displayName ?? null,
        at: DateTime.fromISO(at, { zone: timeZone ?? organisation.timeZone }),
      })
    )
  },
}

function withPerson(id: number): Promise<User | null> {
  return User.query()
    .where({ id })
    .preload('person', (person) => void person.preload('organisation'))
    .first()
}
