import { appUrl } from '#config/app'
import type { NoticeParams } from '#core/actions/notify'
import User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import NoticesMail from '#tickets/mails/notices_mail'
import Ticket from '#tickets/models/ticket'
import mail from '@adonisjs/mail/services/main'

type Input = { userId: number; notices: { ticketId: number; params: NoticeParams }[] }

/** Mails notices about tickets, as far as the reader may see those tickets now. */
export const mailNotices = {
  async handle({ userId, notices }: Input) {
    const principal = await loadPrincipal(userId)
    if (!principal) return
    const tickets = await Ticket.visibleTo(principal).whereIn(
      'tickets.id',
      notices.map(({ ticketId }) => ticketId)
    )
    const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
    const items = notices.flatMap(({ ticketId, params }) => {
      const ticket = byId.get(ticketId)
      if (!ticket) return []
      const { number, title } = ticket
      return [{ number, title, params, url: new URL(`/incidents/${number}`, appUrl).href }]
    })
    if (items.length === 0) return
    const { email, locale } = await User.findOrFail(userId)
    await mail.send(new NoticesMail({ to: email, locale, name: principal.name, items }))
  },
}
