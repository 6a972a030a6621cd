import { BREACH_REASONS } from '#sla/models/clock_types'
import vine from '@vinejs/vine'

const NOTE_MAX = 500

export const judgeBreachValidator = vine.create({
  version: vine.number().positive().withoutDecimals(),
  reason: vine.enum(BREACH_REASONS),
  note: vine.string().trim().maxLength(NOTE_MAX).nullable().optional(),
})
