import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { IANAZone } from 'luxon'

/** A zone by its IANA name; bare offsets know no change of the clocks. */
const knownTimeZone = vine.createRule(
  (value: unknown, _options: undefined, field: FieldContext) => {
    if (typeof value !== 'string') return
    const isKnown = value === 'UTC' || (value.includes('/') && IANAZone.isValidZone(value))
    // The message is the one of a choice, because the form offers a list.
    if (!isKnown) field.report('The {{ field }} is not offered', 'enum', field)
  }
)

export const timeZone = () => vine.string().trim().maxLength(60).use(knownTimeZone())
