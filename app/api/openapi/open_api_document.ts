import { OPERATIONS, type Operation } from '#api/openapi/operations'
import { SCHEMAS, type Schema } from '#api/openapi/schemas'

const PROBLEMS: Record<number, string> = {
  401: 'No token, or one that opens nothing',
  403: 'The token or its owner has no right to it',
  404: 'There is no such record, or it is not the owner’s to see',
  409: 'Somebody changed the record meanwhile',
  415: 'The body is no JSON',
  422: 'Fields that are missing, wrong or name what is not there',
  429: 'Too many requests; Retry-After says when to go on',
}

/** The OpenAPI 3.1 description of every door in the table. */
export function openApiDocument() {
  const paths: Record<string, Schema> = {}
  for (const operation of OPERATIONS as readonly Operation[]) {
    const known = paths[operation.path] ?? {}
    paths[operation.path] = { ...known, [operation.method]: described(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Opora', version: 'v1', license: { name: 'MIT', identifier: 'MIT' } },
      description:
        'Moments are ISO 8601 in UTC, decimals are strings. Errors are RFC 9457 problems.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'opora_…' } },
    },
  }
}

function described(operation: Operation): Schema {
  const { id, tag, summary, scopes, body } = operation
  const needs = scopes.length > 0 ? `Scope: ${scopes.join(' or ')}.` : 'Any token.'
  return {
    ...{ operationId: id, tags: [tag], summary, description: needs },
    parameters: parametersOf(operation),
    ...(body ? { requestBody: { required: true, content: json(plain(body.toJSONSchema())) } } : {}),
    responses: responsesOf(operation),
  }
}

function parametersOf({ path, query, status }: Operation): Schema[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  const key = {
    ...{ name: 'Idempotency-Key', in: 'header', required: false },
    description: 'The program’s own name for this request, kept for 24 hours',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  }
  return [...inPath, ...inQuery(query), ...(status === 201 ? [key] : [])]
}

function inQuery(query: Operation['query']): Schema[] {
  if (!query) return []
  if ('toJSONSchema' in query) {
    const { properties } = plain(query.toJSONSchema()) as { properties: Record<string, Schema> }
    return Object.entries(properties).map(([name, schema]) => ({
      ...{ name, in: 'query', required: false, schema },
    }))
  }
  return query.map(({ name, description, values, type }) => ({
    ...{ name, in: 'query', required: false, description },
    schema: { type: type ?? 'string', ...(values ? { enum: values } : {}) },
  }))
}

function responsesOf(operation: Operation): Schema {
  const { path, body, status, data, isList } = operation
  const one = { $ref: `#/components/schemas/${data}` }
  const page = { page: { $ref: '#/components/schemas/Page' }, sort: { type: 'string' } }
  const properties = isList ? { data: { type: 'array', items: one }, ...page } : { data: one }
  const answer = { type: 'object', required: Object.keys(properties), properties }
  const problems = [
    401,
    403,
    ...(path.includes('{') ? [404] : []),
    ...(body ? [415] : []),
    422,
    429,
  ]
  return {
    [status]: { description: 'Done', content: json(answer) },
    ...Object.fromEntries(problems.map((code) => [code, problem(code)])),
  }
}

function problem(code: number): Schema {
  const schema = { $ref: '#/components/schemas/Problem' }
  return { description: PROBLEMS[code], content: { 'application/problem+json': { schema } } }
}

function json(schema: Schema): Schema {
  return { 'application/json': { schema } }
}

function plain(schema: unknown): Schema {
  return JSON.parse(JSON.stringify(schema)) as Schema
}
