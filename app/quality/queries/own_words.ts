import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import type { FeedbackKind } from '#quality/workflow/complaint_steps'

type OwnWords = { kind: FeedbackKind; ticketNumber: string | null; text: string }

/** Who speaks for themselves tells what happened; the rest follows from who and where they are. */
export function ownWords(principal: Principal, own: OwnWords) {
  return {
    ...own,
    ...{ personId: principal.personId, saidBy: null, organisationId: null },
    ...{ channel: 'portal' as const, receivedOn: clock.today(principal.timeZone) },
    ...{ serviceId: null, teamId: null, aboutPersonId: null },
    severity: own.kind === 'complaint' ? ('medium' as const) : null,
  }
}
