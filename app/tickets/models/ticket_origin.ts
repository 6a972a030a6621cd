import type { ViewSource } from '#core/view_source'
import { TicketOriginSchema } from '#database/schema'

/** What a submitter's request told of itself. */
export type Origin = Pick<ViewSource, 'ip' | 'userAgent' | 'sourcePage'> & { isSignedIn: boolean }

/** Where a ticket came from: browser, page before, address, signed in or not (DSK-05). */
export default class TicketOrigin extends TicketOriginSchema {
  static override selfAssignPrimaryKey = true
}
