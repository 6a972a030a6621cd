import type { EscalationRuleValues, NotifyAction } from '#sla/workflow/escalation_actions'

type EscalationSeed = { agreement: string; values: EscalationRuleValues }

const ONCE = { agreementTargetId: null, isWallClock: false, repeatMinutes: null, repeatMax: 0 }
const NOBODY = { assignee: false, teamLeads: false, accountManager: false }

const notify = (whom: Partial<typeof NOBODY>): NotifyAction => ({
  ...{ kind: 'notify', ...NOBODY, ...whom },
  ...{ personIds: [], teamIds: [] },
})

/** Who hears of a promise in danger, and of one that is broken. */
export const ESCALATIONS: EscalationSeed[] = [
  {
    agreement: 'SLA-GOLD',
    values: {
      ...{ ...ONCE, metric: 'response', moment: 'percent', amount: 70 },
      actions: [notify({ teamLeads: true })],
    },
  },
  {
    agreement: 'SLA-GOLD',
    values: {
      ...{ ...ONCE, metric: 'resolution', moment: 'before_due', amount: 60 },
      actions: [notify({ assignee: true, teamLeads: true })],
    },
  },
  {
    agreement: 'SLA-GOLD',
    values: {
      ...{ ...ONCE, metric: 'resolution', moment: 'after_due', amount: 30 },
      actions: [notify({ teamLeads: true, accountManager: true })],
    },
  },
  {
    agreement: 'SLA-STANDARD',
    values: {
      ...{ ...ONCE, metric: 'resolution', moment: 'percent', amount: 80 },
      actions: [notify({ assignee: true })],
    },
  },
]
