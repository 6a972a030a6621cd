import { Refusal } from '#core/errors'
import type { MergeRefusal } from '#tickets/workflow/merge_rules'

/** The state machine does not lead from this state by this action. */
export class TransitionRefused extends Refusal {
  static override code = 'E_TRANSITION_REFUSED'

  constructor(action: string, state: string) {
    super('errors.transition_refused', { action, state })
  }
}

/** The requester's organisation takes no new tickets. */
export class OrganisationInactive extends Refusal {
  constructor() {
    super('errors.organisation_inactive', {}, 'requesterId')
  }
}

/** The assignee must belong to the team (§2.1). */
export class AssigneeNotInTeam extends Refusal {
  constructor() {
    super('errors.assignee_not_in_team', {}, 'assigneeId')
  }
}

/** Reassigning to the same team and person changes nothing. */
export class SameAssignment extends Refusal {
  constructor() {
    super('errors.same_assignment', {}, 'teamId')
  }
}

/** The days in which a resolved incident may come back have passed (INC-17). */
export class ReopenWindowClosed extends Refusal {
  constructor(days: number) {
    super('errors.reopen_window_closed', { days })
  }
}

/** These incidents may not become one (INC-22); `number` names the duplicate it is about. */
export class MergeRefused extends Refusal {
  static override code = 'E_MERGE_REFUSED'

  constructor(reason: MergeRefusal, number = '') {
    super(`errors.merge_refused.${reason}`, { number }, 'sources')
  }
}

/** A duplicate takes nothing more: the talk goes on at the incident it went into (INC-22). */
export class TicketMerged extends Refusal {
  constructor(number: string) {
    super('errors.ticket_merged', { number })
  }
}

/** The ticket takes no more comments or time. */
export class TicketClosed extends Refusal {
  constructor() {
    super('errors.ticket_closed')
  }
}

/** Only what names a service can say that it does not work. */
export class TicketWithoutService extends Refusal {
  constructor() {
    super('outages.incident.none_named')
  }
}
