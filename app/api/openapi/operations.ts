import type { ApiScope } from '#config/api'
import { sourceRecordsValidator } from '#cmdb/validators/reconciliation_validator'
import { commentValidator, registerIncidentValidator } from '#tickets/validators/incident_validator'
import { mergeValidator } from '#tickets/validators/merge_validator'
import { ticketListValidator } from '#tickets/validators/ticket_list_validator'
import type { SchemaName } from '#api/openapi/schemas'

type Described = { toJSONSchema(): unknown }
type Parameter = { name: string; description: string; values?: readonly string[]; type?: 'integer' }

export type Operation = {
  id: string
  method: 'get' | 'post'
  path: string
  tag: string
  summary: string
  /** A token needs one of them; without any it may ask whatever it was given. */
  scopes: readonly ApiScope[]
  /** A validator of the address, or its parameters by name where the address is read leniently. */
  query?: Described | readonly Parameter[]
  body?: Described
  /** What creates (201) takes an Idempotency-Key. */
  status: 200 | 201
  data: SchemaName
  isList?: boolean
}

const PAGING = [
  { name: 'q', description: 'Words to look for' },
  { name: 'sort', description: 'Key of the order; `-key` turns it round' },
  { name: 'page', description: 'Page, from 1', type: 'integer' },
] as const

/** Every door of the API. Routes and the OpenAPI document are made of this table. */
export const OPERATIONS = [
  {
    id: 'showMe',
    method: 'get',
    path: '/me',
    tag: 'Token',
    summary: 'Whom the token speaks for and what it may do now',
    scopes: [],
    status: 200,
    data: 'Me',
  },
  {
    id: 'listIncidents',
    method: 'get',
    path: '/incidents',
    tag: 'Incidents',
    summary: 'Incidents, filtered and sorted as the queue; without `view` the open ones',
    scopes: ['tickets.view'],
    query: ticketListValidator,
    status: 200,
    data: 'IncidentRow',
    isList: true,
  },
  {
    id: 'registerIncident',
    method: 'post',
    path: '/incidents',
    tag: 'Incidents',
    summary: 'Register an incident; with an Idempotency-Key a repetition gets the first answer',
    scopes: ['tickets.create'],
    body: registerIncidentValidator,
    status: 201,
    data: 'IncidentReceipt',
  },
  {
    id: 'showIncident',
    method: 'get',
    path: '/incidents/{number}',
    tag: 'Incidents',
    summary: 'An incident with its conversation; internal notes with `tickets.view_notes`',
    scopes: ['tickets.view'],
    status: 200,
    data: 'Incident',
  },
  {
    id: 'addComment',
    method: 'post',
    path: '/incidents/{number}/comments',
    tag: 'Incidents',
    summary:
      'A public reply, or an internal note with `tickets.work` and `tickets.view_notes`; once for an Idempotency-Key',
    scopes: ['tickets.work', 'tickets.confirm'],
    body: commentValidator,
    status: 201,
    data: 'Comment',
  },
  {
    id: 'mergeDuplicates',
    method: 'post',
    path: '/incidents/{number}/duplicates',
    tag: 'Incidents',
    summary:
      'Make duplicates one with this incident: they are cancelled, their conversation, items and time move here; versions are those seen',
    scopes: ['tickets.work'],
    body: mergeValidator,
    status: 201,
    data: 'IncidentReceipt',
  },
  {
    id: 'listConfigurationItems',
    method: 'get',
    path: '/configuration-items',
    tag: 'CMDB',
    summary: 'Configuration items; `class` is a code or `group.<group>`',
    scopes: ['cis.view'],
    query: [
      ...PAGING,
      { name: 'class', description: 'Code of a class, or `group.` and the code of a group' },
      { name: 'status', description: 'Stage of the life cycle' },
    ],
    status: 200,
    data: 'ConfigurationItemRow',
    isList: true,
  },
  {
    id: 'showConfigurationItem',
    method: 'get',
    path: '/configuration-items/{number}',
    tag: 'CMDB',
    summary: 'A configuration item with the attributes of its class',
    scopes: ['cis.view'],
    status: 200,
    data: 'ConfigurationItem',
  },
  {
    id: 'showImpact',
    method: 'get',
    path: '/configuration-items/{number}/impact',
    tag: 'CMDB',
    summary: 'What fails with an item, what it needs, or both',
    scopes: ['cis.view'],
    query: [
      {
        name: 'direction',
        description: 'Default `impacts`',
        values: ['impacts', 'depends_on', 'both'],
      },
      { name: 'depth', description: 'Levels, 1 to 5; all without it', type: 'integer' },
      { name: 'asOf', description: 'A past day, `YYYY-MM-DD`: the graph as it was at its end' },
      { name: 'env', description: 'Environments with commas, such as `prod,dr`; all without it' },
      { name: 'also', description: 'Numbers of items that fail together with it, with commas' },
      { name: 'spared', description: 'Numbers of items that stay up, with commas' },
    ],
    status: 200,
    data: 'Impact',
  },
  {
    id: 'pushSourceItems',
    method: 'post',
    path: '/sources/{code}/items',
    tag: 'CMDB',
    summary: 'Push what changed, up to 1,000 records; they are taken in the background',
    scopes: ['cis.edit'],
    body: sourceRecordsValidator,
    status: 201,
    data: 'SourceRun',
  },
  {
    id: 'beginSourceRun',
    method: 'post',
    path: '/sources/{code}/runs',
    tag: 'CMDB',
    summary: 'Begin a full delivery: items it does not bring count as missing',
    scopes: ['cis.edit'],
    status: 201,
    data: 'SourceRun',
  },
  {
    id: 'addSourceItems',
    method: 'post',
    path: '/sources/{code}/runs/{run}/items',
    tag: 'CMDB',
    summary: 'Add up to 1,000 records to a full delivery',
    scopes: ['cis.edit'],
    body: sourceRecordsValidator,
    status: 201,
    data: 'SourceRun',
  },
  {
    id: 'endSourceRun',
    method: 'post',
    path: '/sources/{code}/runs/{run}/end',
    tag: 'CMDB',
    summary: 'The full delivery is complete: take it',
    scopes: ['cis.edit'],
    status: 201,
    data: 'SourceRun',
  },
  {
    id: 'showSourceRun',
    method: 'get',
    path: '/sources/{code}/runs/{run}',
    tag: 'CMDB',
    summary: 'How far a delivery is and what came of it',
    scopes: ['cis.edit'],
    status: 200,
    data: 'SourceRun',
  },
  {
    id: 'listOrganisations',
    method: 'get',
    path: '/organisations',
    tag: 'Directory',
    summary: 'Organisations',
    scopes: ['directory.view'],
    query: [...PAGING, { name: 'kind', description: 'Kind of organisation' }],
    status: 200,
    data: 'Organisation',
    isList: true,
  },
  {
    id: 'listPeople',
    method: 'get',
    path: '/people',
    tag: 'Directory',
    summary: 'People',
    scopes: ['directory.view'],
    query: [
      ...PAGING,
      { name: 'organisation', description: 'Code; everything below it is meant as well' },
      { name: 'status', description: 'Of the person', values: ['active', 'inactive'] },
    ],
    status: 200,
    data: 'Person',
    isList: true,
  },
] as const satisfies readonly Operation[]

export type OperationId = (typeof OPERATIONS)[number]['id']
