import {
  TYPE_TRAITS,
  type AttributeDefinition,
  type AttributeInputValue,
  type AttributeValue,
  type MoneyValue,
} from '#cmdb/workflow/attribute_types'
import { compilePattern, type Pattern } from '#cmdb/workflow/pattern'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import { exact, toMinor } from '#core/money'

/** What is wrong with a value: a key of `cmdb.errors` and what it is filled with. */
export type AttributeProblem = { key: string; params?: Record<string, string | number> }
export type Reading = { value: AttributeValue } | { problem: AttributeProblem }

type Ruled = Pick<
  AttributeDefinition,
  'type' | 'isMultiple' | 'options' | 'pattern' | 'minValue' | 'maxValue'
>
type Rule = (value: AttributeValue) => AttributeProblem | null

/** Reads values of one attribute: its type, then its bounds and its pattern, of several each. */
export function compileAttribute(definition: Ruled) {
  const rules = [boundsRule(definition), patternRule(definition)].filter((rule) => rule !== null)
  return (input: AttributeInputValue): Reading => {
    const value = readAttributeValue(definition, input)
    if (value === undefined) return { problem: { key: `attribute_type.${definition.type}` } }
    const each: AttributeValue[] = Array.isArray(value) ? value : [value]
    const problem = rules
      .flatMap((rule) => each.map((one) => rule(one)))
      .find((found) => found !== null)
    return problem ? { problem } : { value }
  }
}

function patternRule({ type, pattern }: Ruled): Rule | null {
  const machine: Pattern | null =
    pattern && TYPE_TRAITS[type].hasPattern ? compilePattern(pattern) : null
  if (!machine) return null
  return (value) =>
    machine.matches(String(value))
      ? null
      : { key: 'attribute.pattern', params: { pattern: pattern! } }
}

function boundsRule({ type, minValue: min, maxValue: max }: Ruled): Rule | null {
  if (min === null && max === null) return null
  switch (TYPE_TRAITS[type].bounds) {
    case 'number':
      return (value) => outside(compareNumbers(amountOf(value)), min, max, 'attribute.too')
    case 'length':
      return (value) =>
        outside(compareNumbers([...String(value)].length), min, max, 'attribute.length')
    case 'date':
      return (value) => outside(compareDays(String(value)), min, max, 'attribute.day')
    default:
      return null
  }
}

type Compare = (bound: string) => number

function outside(
  compare: Compare,
  min: string | null,
  max: string | null,
  key: string
): AttributeProblem | null {
  if (min !== null && compare(min) < 0) return { key: `${key}_small`, params: { bound: min } }
  if (max !== null && compare(max) > 0) return { key: `${key}_large`, params: { bound: max } }
  return null
}

function compareNumbers(value: string | number): Compare {
  return (bound) => exact(value).comparedTo(exact(bound))
}

function compareDays(value: string): Compare {
  const day = value.slice(0, 10)
  return (bound) => (day < bound ? -1 : day > bound ? 1 : 0)
}

/** A sum is bound in whole units of its currency, whichever that is. */
function amountOf(value: AttributeValue): string | number {
  if (typeof value !== 'object') return value as string | number
  return exact((value as MoneyValue).amountMinor)
    .div(toMinor(1))
    .toString()
}
