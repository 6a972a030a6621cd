import { AGREEMENT_KINDS } from '#sla/models/agreement_types'
import {
  DELIVERY_STARTS,
  PAUSE_STATES,
  REOPEN_POLICIES,
  TARGET_CRITICALITIES,
  TARGET_PRIORITIES,
  TARGET_TICKET_KINDS,
  type Metric,
} from '#sla/workflow/metrics'
import { SWITCH_POLICIES } from '#sla/workflow/switch_target'
import {
  isEmptyRow,
  misplacedMetrics,
  tiedRows,
  type TargetRowValues,
} from '#sla/workflow/target_rows'
import type { HttpContext } from '@adonisjs/core/http'
import vine, { errors } from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'
import { DateTime } from 'luxon'

const ROWS_MAX = 300
/** A year round the clock. */
const MINUTES_MAX = 366 * 24 * 60

const id = () => vine.number().withoutDecimals().positive()
const name = () => vine.string().trim().minLength(1).maxLength(200)
const realDate = vine.createRule((value: unknown, _options: undefined, field: FieldContext) => {
  if (DateTime.fromFormat(String(value), 'yyyy-MM-dd').isValid) return
  field.report('The {{ field }} is no date', 'date', field)
})
const date = () => vine.string().maxLength(10).use(realDate())
/** It stands in addresses. */
const code = () =>
  vine
    .string()
    .trim()
    .maxLength(40)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u)
    .notIn(['new', 'chains'])

const cell = () =>
  vine
    .object({
      id: id().nullable(),
      targetMinutes: vine.number().withoutDecimals().min(1).max(MINUTES_MAX),
      calendarId: id().nullable(),
    })
    .nullable()
const cells = {
  response: cell(),
  assignment: cell(),
  next_update: cell(),
  resolution: cell(),
  approval: cell(),
  delivery: cell(),
} satisfies Record<Metric, unknown>

const content = {
  code: code(),
  kind: vine.enum(AGREEMENT_KINDS),
  nameRu: name(),
  nameEn: name(),
  calendarId: id(),
  validFrom: date(),
  validTo: date().nullable(),
  pauseStates: vine.array(vine.enum(PAUSE_STATES)).distinct(),
  switchPolicy: vine.enum(SWITCH_POLICIES),
  reopenPolicy: vine.enum(REOPEN_POLICIES),
  deliveryStart: vine.enum(DELIVERY_STARTS),
  rows: vine
    .array(
      vine.object({
        ticketKind: vine.enum(TARGET_TICKET_KINDS),
        serviceId: id().nullable(),
        organisationId: id().nullable(),
        ciCriticality: vine
          .number()
          .in([...TARGET_CRITICALITIES])
          .nullable(),
        isVipOnly: vine.boolean(),
        priority: vine
          .number()
          .in([...TARGET_PRIORITIES])
          .nullable(),
        cells: vine.object(cells),
      })
    )
    .maxLength(ROWS_MAX),
}

const newAgreement = vine.create(content)
const changedAgreement = vine.create({ ...content, version: id() })
export const agreementEndValidator = vine.create({ validTo: date().nullable(), version: id() })

export const recalculationValidator = vine.create({
  reason: vine.string().trim().minLength(3).maxLength(500),
})

export const simulationValidator = vine.create({
  ticketKind: vine.enum(TARGET_TICKET_KINDS),
  serviceId: id().nullable().optional(),
  organisationId: id().nullable().optional(),
  ciCriticality: vine
    .number()
    .in([...TARGET_CRITICALITIES])
    .nullable()
    .optional(),
  isVip: vine.boolean().optional(),
  priority: vine.number().in([...TARGET_PRIORITIES]),
  /** On the wall clock of the agreement's calendar. */
  opened: vine.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/),
})

export async function newAgreementInput({ request, i18n }: HttpContext) {
  return checked(await request.validateUsing(newAgreement), i18n)
}

export async function agreementInput({ request, i18n }: HttpContext) {
  const { version, ...values } = await request.validateUsing(changedAgreement)
  return { values: checked(values, i18n), seenVersion: version }
}

type Problem = { field: string; rule: string; message: string }

/**
 * Refuses rows that promise nothing or what makes no sense for their tickets, and such as no ticket
 * could decide between (SLM-02).
 */
function checked<Values extends { rows: TargetRowValues[] }>(
  values: Values,
  i18n: HttpContext['i18n']
): Values {
  const { rows } = values
  const problems = [...emptyRows(rows, i18n), ...misplaced(rows, i18n), ...ties(rows, i18n)]
  if (problems.length > 0) throw new errors.E_VALIDATION_ERROR(problems)
  return values
}

function emptyRows(rows: readonly TargetRowValues[], i18n: HttpContext['i18n']): Problem[] {
  return rows.flatMap((row, index) =>
    isEmptyRow(row)
      ? [{ field: `rows.${index}`, rule: 'empty', message: i18n.t('sla.problems.empty_row') }]
      : []
  )
}

function misplaced(rows: readonly TargetRowValues[], i18n: HttpContext['i18n']): Problem[] {
  return rows.flatMap((row, index) =>
    misplacedMetrics(row).map((metric) => ({
      field: `rows.${index}.cells.${metric}.targetMinutes`,
      rule: 'misplaced',
      message: i18n.t('sla.problems.misplaced', { kind: row.ticketKind }),
    }))
  )
}

/** Each of the rows is told, with the numbers of all, as people count them. */
function ties(rows: readonly TargetRowValues[], i18n: HttpContext['i18n']): Problem[] {
  const messages = new Map<number, Problem>()
  for (const group of tiedRows(rows)) {
    const list = new Intl.ListFormat(i18n.locale).format(group.map((index) => String(index + 1)))
    const message = i18n.t('sla.problems.tied_rows', { rows: list })
    for (const index of group) {
      messages.set(index, { field: `rows.${index}`, rule: 'tied', message })
    }
  }
  return [...messages.values()]
}
