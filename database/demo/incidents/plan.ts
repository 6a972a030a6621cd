import type { NonBillableReason } from '#billing/workflow/non_billable_reasons'
import type { TeamCode } from '#database/demo/directory/teams'
import type { SpentSeed } from '#database/demo/incidents/spending'
import type { Level, WorkTypeCode } from '#database/demo/incidents/define_family'
import type {
  GivenCancellationReason,
  ResolutionCode,
  TicketChannel,
} from '#tickets/workflow/codes'

/** One act on an incident; `by` names a person of the story, null is Opora itself. */
export type Step =
  | { kind: 'classify'; by: string }
  | { kind: 'take'; by: string }
  | { kind: 'say'; by: string; body: string }
  | { kind: 'note'; by: string; body: string }
  | { kind: 'assign'; by: string; team: TeamCode; assignee: string | null; note: string }
  | { kind: 'ask'; by: string; question: string }
  | { kind: 'vendor'; by: string; vendor: string; reference: string; expectedInDays: number }
  | { kind: 'resume'; by: string }
  | { kind: 'resolve'; by: string; code: ResolutionCode; text: string }
  | { kind: 'reopen'; by: string; reason: string }
  | { kind: 'close'; by: string | null; reason: string | null }
  | { kind: 'cancel'; by: string; cause: GivenCancellationReason; note: string }
  | {
      kind: 'log'
      by: string
      work: WorkTypeCode
      minutes: number
      unbilled: NonBillableReason | null
      note: string
      /** Besides time. */
      spent: SpentSeed[]
    }

export type TimedStep = { at: number; step: Step }

/** Everything that will happen to one incident, known before it is told to the application. */
export type Plan = {
  openedAt: number
  requester: string
  /** Null is mail and monitoring. */
  registeredBy: string | null
  channel: TicketChannel
  /** Named at registration, or only when an agent classifies a mail. */
  isClassified: boolean
  service: string
  category: string
  item: string | null
  team: TeamCode | null
  impact: Level
  urgency: Level
  title: string
  description: string
  steps: TimedStep[]
}
