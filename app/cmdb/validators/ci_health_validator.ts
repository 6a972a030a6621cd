import { ENVIRONMENTS } from '#cmdb/models/ci_types'
import { FINDING_STEP_NAMES } from '#cmdb/workflow/finding_steps'
import { HEALTH_RULE_KINDS } from '#cmdb/workflow/health_rules'
import { dayOf } from '#core/queries/list_query'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

/** More at once than a list shows on many pages; a larger plan is made class by class. */
export const MOST_AT_ONCE = 2_000

const id = () => vine.number().positive().withoutDecimals()
const version = () => vine.number().positive().withoutDecimals()
const text = (max: number) => vine.string().trim().maxLength(max)
const ids = () => vine.array(id()).minLength(1).maxLength(MOST_AT_ONCE)
const days = () => vine.number().withoutDecimals().range([1, 3650]).nullable()
const weight = () => vine.number().withoutDecimals().range([0, 100])
const isDay = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (dayOf(value) === null) field.report('The value is not a day', 'date', field)
})

const terms = {
  assignedTeamId: id().nullable(),
  assignedPersonId: id().nullable(),
  dueOn: vine.string().use(isDay()).nullable(),
}

export const openTasksValidator = vine.create({ ids: ids(), ...terms })
export const assignFindingValidator = vine.create({ version: version(), ...terms })
export const findingStepValidator = vine.create({
  version: version(),
  step: vine.enum(FINDING_STEP_NAMES),
  reason: text(1000).nullable().optional(),
})
export const verifyItemsValidator = vine.create({ ids: ids() })
export const healthWeightsValidator = vine.create({
  version: version(),
  completeness: weight(),
  correctness: weight(),
  compliance: weight(),
})

const rule = {
  ciClassId: id().nullable(),
  kind: vine.enum(HEALTH_RULE_KINDS),
  environments: vine.array(vine.enum(ENVIRONMENTS)).distinct(),
  relationTypes: vine.array(text(80)).maxLength(30).distinct(),
  field: text(80).nullable(),
  allowedValues: vine.array(text(190).minLength(1)).maxLength(200).distinct(),
  days: days(),
  verifiedDays: days(),
  isActive: vine.boolean(),
}
export const createHealthRuleValidator = vine.create(rule)
export const updateHealthRuleValidator = vine.create({ version: version(), ...rule })
export const removeHealthRuleValidator = vine.create({ version: version() })
