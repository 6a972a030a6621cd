import { isPairEnd } from '#cmdb/workflow/class_pairs'
import { dependencyRuleTypes } from '#cmdb/workflow/dependency_rule'
import { impactFlows } from '#cmdb/workflow/impact_edges'
import { dayOf } from '#core/queries/list_query'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const text = (max: number) => vine.string().trim().maxLength(max)
const id = () => vine.number().positive().withoutDecimals()

const isDay = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (dayOf(value) === null) field.report('The value is not a day', 'date', field)
})
const isEnd = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (!isPairEnd(String(value))) field.report('The value is not offered', 'enum', field)
})
const day = () => vine.string().use(isDay()).nullable().optional()

/** What a relation says beside its ends and its type. */
const terms = {
  groupKey: text(60).nullable().optional(),
  rule: vine.enum(dependencyRuleTypes).nullable().optional(),
  ruleValue: vine.number().withoutDecimals().range([0, 100]).nullable().optional(),
  propagates: vine.enum(impactFlows).nullable().optional(),
  validFrom: day(),
  validTo: day(),
  dataSource: text(40).minLength(1).optional(),
  confidence: vine.number().withoutDecimals().range([0, 100]).optional(),
}

export const relateValidator = vine.create({
  ...terms,
  typeCode: text(40),
  /** Whether this item is the source of the relation or its target. */
  direction: vine.enum(['forward', 'inverse'] as const),
  otherId: id(),
})

export const relationValidator = vine.create({ ...terms, version: id() })

const type = {
  forwardRu: text(120).minLength(1),
  forwardEn: text(120).minLength(1),
  inverseRu: text(120).minLength(1),
  inverseEn: text(120).minLength(1),
  impactFlow: vine.enum(impactFlows),
  defaultRule: vine.enum(dependencyRuleTypes),
  defaultRuleValue: vine.number().withoutDecimals().range([0, 100]).nullable().optional(),
  isCarriedByGroup: vine.boolean(),
  pairs: vine
    .array(
      vine.object({ sourceEnd: vine.string().use(isEnd()), targetEnd: vine.string().use(isEnd()) })
    )
    .maxLength(200),
}

export const newRelationTypeValidator = vine.create({
  ...type,
  code: text(40).regex(/^[a-z][a-z0-9_]*$/),
  isSymmetric: vine.boolean(),
})
export const relationTypeValidator = vine.create({ ...type, version: id() })
export const seenVersionValidator = vine.create({ version: id() })
