export type EscalationAction =
  | {
      kind: 'notify'
      assignee: boolean
      teamLeads: boolean
      accountManager: boolean
      personIds: number[]
      teamIds: number[]
    }
  | { kind: 'raise_priority' }
  | { kind: 'reassign'; teamId: number }
  | { kind: 'flag'; text: string }

export type EscalationRule = {
  id: number
  agreementTargetId: number | null
  metric: string
  moment: 'percent' | 'before_due' | 'after_due'
  amount: number
  isWallClock: boolean
  repeatMinutes: number | null
  repeatMax: number
  actions: EscalationAction[]
}

export type Named = { id: number; name: string }
export type Escalations = {
  rules: EscalationRule[]
  teams: Named[]
  people: Named[]
  holders: { teams: Named[]; supplier: Named | null }
}
