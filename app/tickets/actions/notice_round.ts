import { canSendMail } from '#config/mail'
import { enqueueJob } from '#core/actions/enqueue_job'
import { notify, type Notice } from '#core/actions/notify'
import type { EscalationFiring } from '#sla/actions/fire_timers'
import type { NotifyAction } from '#sla/models/clock_types'
import MailNoticesJob from '#tickets/jobs/mail_notices_job'
import type Ticket from '#tickets/models/ticket'
import {
  accountManagersOf,
  teamLeads,
  teamMembers,
  usersOf,
} from '#directory/queries/notice_readers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const NOTICE_KIND = 'escalation'

/** Collects the notices of a few firings, so that a person who gets several gets one letter. */
export class NoticeRound {
  readonly #notices: Notice[] = []
  readonly #known = new Map<string, Promise<number[]>>()

  /** Gives back how many accounts will be told. */
  async add(
    trx: TransactionClientContract,
    ticket: Ticket,
    firing: EscalationFiring,
    action: NotifyAction
  ): Promise<number> {
    const people = await this.#peopleFor(trx, ticket, firing, action)
    const readers = `readers/${people.sort((a, b) => a - b).join()}`
    const userIds = await this.#once(readers, () => usersOf(trx, people))
    const { clock } = firing
    const params = {
      number: ticket.number,
      clockKind: clock.kind,
      metric: clock.metric,
      ...firing.rule.told(firing.occurrence),
      cause: firing.cause,
    }
    const subject = { subjectType: 'ticket', subjectId: ticket.id }
    for (const userId of userIds) {
      this.#notices.push({ userId, kind: NOTICE_KIND, ...subject, params })
    }
    return userIds.length
  }

  async send(trx: TransactionClientContract) {
    if (this.#notices.length === 0) return
    await notify(trx, this.#notices)
    if (!canSendMail()) return
    const byUser = Map.groupBy(this.#notices, ({ userId }) => userId)
    for (const [userId, own] of byUser) {
      const notices = own.map(({ subjectId, params }) => ({ ticketId: subjectId, params }))
      await enqueueJob(trx, MailNoticesJob.dispatch({ userId, notices }))
    }
  }

  /** A target that was changed makes many late at once: then only who works on it is told (§3.3.7). */
  async #peopleFor(
    trx: TransactionClientContract,
    ticket: Ticket,
    { cause }: EscalationFiring,
    action: NotifyAction
  ): Promise<number[]> {
    const assignee = action.assignee && ticket.assigneeId !== null ? [ticket.assigneeId] : []
    if (cause === 'target_changed') return assignee

    const people = new Set([...assignee, ...action.personIds])
    const add = (ids: number[]) => ids.forEach((id) => people.add(id))
    const { teamId, organisationId } = ticket
    if (action.teamLeads && teamId !== null) {
      add(await this.#once(`leads/${teamId}`, () => teamLeads(trx, teamId)))
    }
    if (action.accountManager) {
      add(
        await this.#once(`managers/${organisationId}`, () => accountManagersOf(trx, organisationId))
      )
    }
    for (const id of action.teamIds) {
      add(await this.#once(`members/${id}`, () => teamMembers(trx, id)))
    }
    return [...people]
  }

  #once(key: string, load: () => Promise<number[]>): Promise<number[]> {
    const known = this.#known.get(key) ?? load()
    this.#known.set(key, known)
    return known
  }
}
