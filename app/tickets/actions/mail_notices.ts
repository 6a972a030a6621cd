import { appUrl } from '#config/app'
import type { NoticeParams } from '#core/actions/notify'
import NoticesMail from '#core/mails/notices_mail'
import User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import Ticket from '#tickets/models/ticket'
import type { I18n } from '@adonisjs/i18n'
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
      const url = new URL(`/incidents/${number}`, appUrl).href
      return [{ number, title, url, textIn: (i18n: I18n) => textOf(i18n, params) }]
    })
    if (items.length === 0) return
    const { email, locale } = await User.findOrFail(userId)
    await mail.send(new NoticesMail({ to: email, locale, name: principal.name, items }))
  },
}

/** As the list of notices in the shell says it. */
function textOf(i18n: I18n, params: NoticeParams): string {
  const { moment, metric, clockKind, amount, isWallClock } = params
  return i18n.t(`escalations.notice.${String(moment)}`, {
    metric: i18n.t(`escalations.of_metric.${String(clockKind)}.${String(metric)}`),
    amount: Number(amount),
    hours: isWallClock ? 'wall' : 'working',
  })
}
