import { OPERATIONS, type OperationId } from '#api/openapi/operations'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

const { api } = controllers

const HANDLERS = {
  showMe: [api.Me, 'show'],
  listIncidents: [api.Incidents, 'index'],
  registerIncident: [api.Incidents, 'store'],
  showIncident: [api.Incidents, 'show'],
  addComment: [api.IncidentComments, 'store'],
  mergeDuplicates: [api.IncidentDuplicates, 'store'],
  listConfigurationItems: [api.ConfigurationItems, 'index'],
  showConfigurationItem: [api.ConfigurationItems, 'show'],
  showImpact: [api.ConfigurationItems, 'impact'],
  pushSourceItems: [api.Sources, 'items'],
  beginSourceRun: [api.Sources, 'begin'],
  addSourceItems: [api.Sources, 'add'],
  endSourceRun: [api.Sources, 'end'],
  showSourceRun: [api.Sources, 'show'],
  listOrganisations: [api.Directory, 'organisations'],
  listPeople: [api.Directory, 'people'],
} as const satisfies Record<OperationId, readonly [unknown, string]>

// The doors of the API are those of its table of operations, which describes them as well.
router
  .group(() => {
    for (const { id, method, path } of OPERATIONS) {
      router[method](path.replaceAll(/\{(\w+)\}/g, ':$1'), [...HANDLERS[id]] as never).as(id)
    }
  })
  .prefix('/api/v1')
  .as('api')
  .use(middleware.token())

router.get('/api/v1/openapi.json', [api.OpenApi, 'show']).as('api.openapi')
