import { SCHEMAS } from '#api/openapi/schemas'

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: readonly unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: boolean
  format?: string
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** What of a value is not as the description of the API says, as sentences. */
export function mismatches(schema: Schema, value: unknown, at = 'answer'): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) as keyof typeof SCHEMAS
    return mismatches(SCHEMAS[name] as Schema, value, at)
  }
  if (schema.anyOf) {
    const found = schema.anyOf.map((each) => mismatches(each, value, at))
    return found.some((each) => each.length === 0) ? [] : found[0]!
  }
  if (schema.enum) return schema.enum.includes(value) ? [] : [`${at}: ${String(value)}`]
  const types = [schema.type ?? []].flat()
  const type = typeOf(value)
  if (!types.includes(type)) return [`${at}: ${type} instead of ${types.join(' or ')}`]
  if (type === 'string' && schema.format === 'date-time' && !MOMENT.test(value as string)) {
    return [`${at}: ${String(value)} is no moment in UTC`]
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, place) => mismatches(schema.items ?? {}, each, `${at}[${place}]`))
  }
  return type === 'object' ? inObject(schema, value as Record<string, unknown>, at) : []
}

function inObject(schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const known = schema.properties ?? {}
  const missing = (schema.required ?? []).filter((name) => !(name in value))
  const extra = Object.keys(value).filter(
    (name) => !(name in known) && (schema.additionalProperties === false || 'properties' in schema)
  )
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...extra.map((name) => `${at}.${name} is not described`),
    ...Object.entries(known).flatMap(([name, each]) =>
      name in value ? mismatches(each, value[name], `${at}.${name}`) : []
    ),
  ]
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  return typeof value
}
