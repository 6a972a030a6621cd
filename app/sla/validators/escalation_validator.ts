import {
  ESCALATION_ACTIONS,
  ESCALATION_MOMENTS,
  type EscalationAction,
} from '#sla/workflow/escalation_actions'
import { METRICS } from '#sla/workflow/metrics'
import vine from '@vinejs/vine'

const PERCENT_MAX = 500
/** A hundred days of working time. */
const MINUTES_MAX = 100 * 24 * 60
const REPEATS_MAX = 20
const ACTIONS_MAX = 10
const NAMED_MAX = 50
const FLAG_MAX = 200

const id = () => vine.number().positive().withoutDecimals()
const minutes = () => vine.number().withoutDecimals().min(1).max(MINUTES_MAX)

const timing = {
  agreementTargetId: id().nullable(),
  metric: vine.enum(METRICS),
  moment: vine.enum(ESCALATION_MOMENTS),
  amount: vine
    .number()
    .withoutDecimals()
    .min(1)
    .max(PERCENT_MAX)
    .optional()
    .requiredWhen('moment', '=', 'percent'),
  minutes: minutes().optional().requiredWhen('moment', 'in', ['before_due', 'after_due']),
  isWallClock: vine.boolean(),
  repeatMinutes: minutes().nullable(),
  repeatMax: vine.number().withoutDecimals().min(0).max(REPEATS_MAX),
}

const actions = vine
  .array(
    vine.object({
      kind: vine.enum(ESCALATION_ACTIONS),
      assignee: vine.boolean().optional(),
      teamLeads: vine.boolean().optional(),
      accountManager: vine.boolean().optional(),
      personIds: vine.array(id()).maxLength(NAMED_MAX).optional(),
      teamIds: vine.array(id()).maxLength(NAMED_MAX).optional(),
      teamId: id().optional().requiredWhen('kind', '=', 'reassign'),
      text: vine
        .string()
        .trim()
        .minLength(2)
        .maxLength(FLAG_MAX)
        .optional()
        .requiredWhen('kind', '=', 'flag'),
    })
  )
  .minLength(1)
  .maxLength(ACTIONS_MAX)

const version = vine.number().withoutDecimals().positive()

export const escalationValidator = vine.create({ ...timing, actions, version })
export const removeEscalationValidator = vine.create({ version })
export const previewEscalationValidator = vine.create({
  ...timing,
  agreementTargetId: id().nullable().optional(),
  repeatMinutes: minutes().nullable().optional(),
  priority: vine.number().withoutDecimals().min(1).max(5),
})

type Given = {
  kind: EscalationAction['kind']
  assignee?: boolean
  teamLeads?: boolean
  accountManager?: boolean
  personIds?: number[]
  teamIds?: number[]
  teamId?: number
  text?: string
}

/** An action with what its kind has and nothing else. */
export function toAction(given: Given): EscalationAction {
  switch (given.kind) {
    case 'notify':
      return {
        kind: 'notify',
        assignee: given.assignee ?? false,
        teamLeads: given.teamLeads ?? false,
        accountManager: given.accountManager ?? false,
        personIds: given.personIds ?? [],
        teamIds: given.teamIds ?? [],
      }
    case 'reassign':
      return { kind: 'reassign', teamId: given.teamId! }
    case 'flag':
      return { kind: 'flag', text: given.text! }
    case 'raise_priority':
      return { kind: 'raise_priority' }
    default:
      return given.kind satisfies never
  }
}
