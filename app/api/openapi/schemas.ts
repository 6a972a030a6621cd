import { ALL_API_SCOPES } from '#config/api'

export type Schema = { [key: string]: unknown }

const text = { type: 'string' }
const optional = { type: ['string', 'null'] }
const whole = { type: 'integer' }
const yesNo = { type: 'boolean' }
const moment = { type: 'string', format: 'date-time', description: 'UTC' }
const optionalMoment = { type: ['string', 'null'], format: 'date-time', description: 'UTC' }
const coded = object({ code: text, name: text })

/** Everything stands there always; what is not known is null. */
function object(properties: Record<string, Schema>): Schema {
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties,
  }
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] }
}

function list(items: Schema): Schema {
  return { type: 'array', items }
}

const comment = object({
  ...{ id: whole, at: moment, author: optional },
  visibility: { enum: ['public', 'internal'] },
  body: text,
})

/** What the doors answer. The suites compare real answers with it. */
export const SCHEMAS = {
  SourceRun: object({
    ...{
      id: whole,
      kind: { enum: ['full', 'delta'] },
      missingCount: { type: ['integer', 'null'] },
    },
    state: { enum: ['receiving', 'running', 'held', 'done', 'failed'] },
    counts: object({
      ...{ created: whole, changed: whole, unchanged: whole, skipped: whole, refused: whole },
      missing: whole,
    }),
    finishedAt: optionalMoment,
  }),
  Me: object({
    ...{ personId: whole, name: text, locale: { enum: ['ru', 'en'] }, timeZone: text },
    scopes: list({ enum: [...ALL_API_SCOPES] }),
  }),
  IncidentRow: object({
    ...{ number: text, title: text, state: text, isOpen: yesNo, priority: whole, slaState: text },
    ...{ organisation: coded, requester: text, team: optional, assignee: optional },
    ...{ openedAt: moment, updatedAt: moment, resolvedAt: optionalMoment },
    ...{ responseDueAt: optionalMoment, resolutionDueAt: optionalMoment },
  }),
  IncidentReceipt: object({
    ...{ number: text, title: text, state: text, priority: whole, version: whole },
    openedAt: moment,
  }),
  Incident: object({
    ...{ number: text, version: whole, title: text, description: text, state: text, isOpen: yesNo },
    ...{ impact: whole, urgency: whole, priority: whole, slaState: text, channel: text },
    organisation: coded,
    requester: object({ id: whole, name: text }),
    team: orNull(object({ id: whole, name: text })),
    assignee: orNull(object({ id: whole, name: text })),
    service: orNull(object({ code: text, nameRu: text, nameEn: text })),
    contract: optional,
    configurationItems: list(object({ number: text, name: text, isPrimary: yesNo })),
    resolution: orNull(object({ code: text, text: optional })),
    ...{ duplicateOf: optional, duplicates: list(text) },
    ...{ openedAt: moment, updatedAt: moment, firstResponseAt: optionalMoment },
    ...{ resolvedAt: optionalMoment, closedAt: optionalMoment },
    ...{ responseDueAt: optionalMoment, resolutionDueAt: optionalMoment },
    comments: list(comment),
  }),
  Comment: comment,
  ConfigurationItemRow: object({
    ...{ number: text, name: text, status: text, environment: text, criticality: whole },
    ...{ class: text, organisation: coded, updatedAt: moment },
  }),
  ConfigurationItem: object({
    ...{ number: text, name: text, version: whole, status: text, operationalState: text },
    ...{ environment: text, criticality: whole, description: optional, vendor: optional },
    ...{ model: optional, serialNumber: optional, ipAddress: optional, class: text },
    ...{ organisation: coded, site: optional, supportTeam: optional, changeTeam: optional },
    ...{ owner: optional, service: optional, tags: list(text) },
    attributes: { type: 'object', description: 'Attributes of the class; decimals are strings' },
    ...{ createdAt: moment, updatedAt: moment },
  }),
  Impact: object({
    direction: { enum: ['impacts', 'depends_on', 'both'] },
    depth: { type: ['integer', 'null'] },
    counts: object({
      ...{ objects: whole, levels: whole, down: whole, degraded: whole, services: whole },
      ...{ hidden: whole, isCutByDepth: yesNo },
    }),
    items: list(
      object({
        ...{ number: text, name: text, class: text, level: whole },
        state: { enum: ['down', 'degraded', null] },
        side: { enum: ['impacts', 'depends_on'] },
        ...{ via: optional, relation: optional },
      })
    ),
  }),
  Organisation: object({
    ...{ id: whole, code: text, name: text, kind: text, timeZone: text, isActive: yesNo },
  }),
  Person: object({
    ...{ id: whole, displayName: text, email: optional, jobTitle: optional },
    ...{ isVip: yesNo, isActive: yesNo, organisation: coded, site: optional },
  }),
  Page: object({ number: whole, size: whole, total: whole, isTotalExact: yesNo }),
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    additionalProperties: false,
    properties: {
      ...{ type: text, title: text, status: whole, detail: text },
      errors: list(object({ field: optional, message: text })),
    },
  },
} as const satisfies Record<string, Schema>

export type SchemaName = keyof typeof SCHEMAS
