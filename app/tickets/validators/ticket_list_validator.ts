import { INCIDENT_STATES, TICKET_KINDS } from '#tickets/workflow/kinds'
import { PRIORITIES } from '#tickets/workflow/priority'
import vine from '@vinejs/vine'

export const TICKET_VIEWS = ['open', 'mine', 'team', 'unassigned', 'breached', 'all'] as const

export const ticketListValidator = vine.create({
  view: vine.enum(TICKET_VIEWS).optional(),
  kind: vine.enum(TICKET_KINDS).optional(),
  q: vine.string().maxLength(200).optional(),
  state: vine.enum(INCIDENT_STATES).optional(),
  priority: vine
    .number()
    .in([...PRIORITIES])
    .optional(),
  organisation: vine.string().maxLength(40).optional(),
  team: vine.string().maxLength(60).optional(),
  sort: vine.string().maxLength(30).optional(),
  page: vine.number().min(1).max(100_000).withoutDecimals().optional(),
  perPage: vine.number().min(1).max(100).withoutDecimals().optional(),
})
