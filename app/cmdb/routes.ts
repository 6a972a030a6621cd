import { controllers } from '#generated/controllers'
import { followServices } from '#catalog/actions/service_followers'
import { countServiceUse } from '#catalog/queries/service_use'
import { ARCHIVE_RETENTION } from '#cmdb/actions/archive_retention'
import { BULK_EDIT_RETENTION } from '#cmdb/actions/bulk_edit_retention'
import { repointAttributePeople } from '#cmdb/actions/repoint_attribute_people'
import { CATALOGUE, raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { registerCiPanel } from '#cmdb/queries/ci_panels'
import { healthOfItem, unauthorisedOfItem } from '#cmdb/queries/item_panels'
import { countItemsStandingFor } from '#cmdb/queries/items_standing_for'
import { itemsNeededByService, itemsOfService } from '#cmdb/queries/service_links'
import { offerRetention } from '#core/retention_kinds'
import { offerLinks } from '#directory/queries/related_links'
import { keepsActive } from '#directory/queries/dependants'
import { refersToPeople } from '#directory/queries/person_references'
import { offerItemImport } from '#cmdb/imports/item_import'
import '#cmdb/actions/repoint_item'
import { registerImpactBadge } from '#cmdb/queries/impact_badges'
import { outageBadges } from '#cmdb/queries/outage_badges'
import { unauthorisedBadges } from '#cmdb/queries/unauthorised_badges'
import { itemsInUseOf } from '#cmdb/queries/items_in_use_of'
import { middleware } from '#start/kernel'
import router from '@adonisjs/core/services/router'

router
  .group(() => {
    router.get('/archiving', [controllers.cmdb.ItemArchives, 'index'])
    router.get('/findings', [controllers.cmdb.Findings, 'index'])
    router.put('/findings/:id', [controllers.cmdb.Findings, 'update'])
    router.post('/similar', [controllers.cmdb.SimilarItems, 'store'])
    router.get('/bulk-edits', [controllers.cmdb.BulkEdits, 'index'])
    router.post('/bulk-edits', [controllers.cmdb.BulkEdits, 'store'])
    router.get('/bulk-edits/:id', [controllers.cmdb.BulkEdits, 'show'])
    router.put('/bulk-edits/:id', [controllers.cmdb.BulkEdits, 'update'])
    router.delete('/bulk-edits/:id', [controllers.cmdb.BulkEdits, 'destroy'])
    router.post('/bulk-edits/:id/run', [controllers.cmdb.BulkEditRuns, 'store'])
    router.delete('/bulk-edits/:id/run', [controllers.cmdb.BulkEditRuns, 'destroy'])
    router.get('/import', [controllers.cmdb.ItemImports, 'create'])
    router.get('/import/example', [controllers.cmdb.ItemImportFiles, 'example'])
    router.post('/imports', [controllers.cmdb.ItemImports, 'store'])
    router.get('/imports/:id', [controllers.cmdb.ItemImports, 'show'])
    router.put('/imports/:id', [controllers.cmdb.ItemImports, 'update'])
    router.delete('/imports/:id', [controllers.cmdb.ItemImports, 'destroy'])
    router.post('/imports/:id/run', [controllers.cmdb.ItemImportRuns, 'store'])
    router.delete('/imports/:id/run', [controllers.cmdb.ItemImportRuns, 'destroy'])
    router
      .put('/imports/:id/rows/:row/choice', [controllers.cmdb.ItemImportChoices, 'update'])
      .where('row', router.matchers.number())
    router.get('/imports/:id/problems', [controllers.cmdb.ItemImportFiles, 'problems'])
    router.post('/import-templates', [controllers.cmdb.ItemImportTemplates, 'store'])
    router.delete('/import-templates/:id', [controllers.cmdb.ItemImportTemplates, 'destroy'])
  })
  .prefix('/configuration-items')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.ConfigurationItems, 'index'])
    router.post('/', [controllers.cmdb.ConfigurationItems, 'store'])
    router.post('/lists', [controllers.cmdb.ItemLists, 'store'])
    router.get('/:number', [controllers.cmdb.ConfigurationItems, 'show'])
    router.patch('/:number', [controllers.cmdb.ConfigurationItems, 'update'])
    router.delete('/:number', [controllers.cmdb.ItemRemovals, 'destroy'])
    router.get('/:number/removal', [controllers.cmdb.ItemRemovals, 'show'])
    router.put('/:number/archive', [controllers.cmdb.ItemArchives, 'update'])
    router.delete('/:number/archive', [controllers.cmdb.ItemArchives, 'destroy'])
    router.get('/:number/history', [controllers.cmdb.ItemHistories, 'show'])
    router.get('/:number/class-preview', [controllers.cmdb.ItemClasses, 'preview'])
    router.put('/:number/class', [controllers.cmdb.ItemClasses, 'update'])
    router.post('/:number/secrets/:key', [controllers.cmdb.ItemSecrets, 'store'])
    router.get('/:number/sources', [controllers.cmdb.ItemSources, 'show'])
    router.put('/:number/locks', [controllers.cmdb.ItemSources, 'lock'])
    router.get('/:number/merge', [controllers.cmdb.ItemMerges, 'show'])
    router.post('/:number/merge', [controllers.cmdb.ItemMerges, 'store'])
    router.get('/:number/impact', [controllers.cmdb.Impacts, 'show'])
    router.get('/:number/impact.json', [controllers.cmdb.Impacts, 'json'])
    router.get('/:number/impact.csv', [controllers.cmdb.Impacts, 'csv'])
    router.get('/:number/impact/explanation.json', [controllers.cmdb.Impacts, 'explain'])
    router.get('/:number/impact/consequences.json', [controllers.cmdb.Impacts, 'consequences'])
    router.get('/:number/impact/badges.json', [controllers.cmdb.Impacts, 'badges'])
    router.post('/:number/impact.svg', [controllers.cmdb.ImpactDocuments, 'svg'])
    router.post('/:number/impact.pdf', [controllers.cmdb.ImpactDocuments, 'pdf'])
    router.post('/:number/impact-views', [controllers.cmdb.ImpactViews, 'store'])
    router.get('/:number/relations.json', [controllers.cmdb.CiRelations, 'index'])
    router.post('/:number/documents', [controllers.cmdb.ItemDocuments, 'store'])
    router
      .patch('/:number/documents/:id', [controllers.cmdb.ItemDocuments, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/:number/documents/:id', [controllers.cmdb.ItemDocuments, 'destroy'])
      .where('id', router.matchers.number())
    router
      .get('/:number/documents/:id/file', [controllers.cmdb.ItemDocuments, 'file'])
      .where('id', router.matchers.number())
    router.post('/:number/verification', [controllers.cmdb.ItemVerifications, 'store'])
    router.post('/:number/relations', [controllers.cmdb.CiRelations, 'store'])
    router
      .patch('/:number/relations/:id', [controllers.cmdb.CiRelations, 'update'])
      .where('id', router.matchers.number())
    router
      .delete('/:number/relations/:id', [controllers.cmdb.CiRelations, 'destroy'])
      .where('id', router.matchers.number())
  })
  .prefix('/configuration-items')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.RelationTypes, 'index'])
    router.post('/', [controllers.cmdb.RelationTypes, 'store'])
    router.patch('/:code', [controllers.cmdb.RelationTypes, 'update'])
    router.delete('/:code', [controllers.cmdb.RelationTypes, 'destroy'])
  })
  .prefix('/relation-types')
  .use(middleware.auth())

router
  .group(() => {
    router.patch('/:id', [controllers.cmdb.ImpactViews, 'update'])
    router.delete('/:id', [controllers.cmdb.ImpactViews, 'destroy'])
  })
  .prefix('/impact-views')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.get('/common-cause', [controllers.cmdb.CommonCauses, 'show'])
    router.get('/common-cause.json', [controllers.cmdb.CommonCauses, 'json'])
    router.get('/single-points', [controllers.cmdb.SinglePoints, 'index'])
    router.post('/single-points', [controllers.cmdb.SinglePoints, 'store'])
    router.get('/single-points/:id', [controllers.cmdb.SinglePoints, 'show'])
    router.get('/single-points/:id/points.csv', [controllers.cmdb.SinglePoints, 'csv'])
  })
  .prefix('/impact')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.CiHealth, 'index'])
    router.post('/runs', [controllers.cmdb.CiHealth, 'store'])
    router.put('/weights', [controllers.cmdb.CiHealth, 'weights'])
    router.post('/verifications', [controllers.cmdb.ItemVerifications, 'storeMany'])
    router.get('/rules', [controllers.cmdb.HealthRules, 'index'])
    router.post('/rules', [controllers.cmdb.HealthRules, 'store'])
    router.put('/rules/:id', [controllers.cmdb.HealthRules, 'update'])
    router.delete('/rules/:id', [controllers.cmdb.HealthRules, 'destroy'])
    router.get('/findings', [controllers.cmdb.HealthFindings, 'index'])
    router.get('/findings.csv', [controllers.cmdb.HealthFindings, 'csv'])
    router.post('/tasks', [controllers.cmdb.HealthFindings, 'store'])
    router.get('/findings/:id', [controllers.cmdb.HealthFindings, 'show'])
    router.put('/findings/:id', [controllers.cmdb.HealthFindings, 'update'])
    router.post('/findings/:id/steps', [controllers.cmdb.HealthFindings, 'step'])
  })
  .prefix('/cmdb-health')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.CiClasses, 'index'])
    router.post('/', [controllers.cmdb.CiClasses, 'store'])
    router.get('/new', [controllers.cmdb.CiClasses, 'create'])
    router.get('/:code', [controllers.cmdb.CiClasses, 'show'])
    router.get('/:code/edit', [controllers.cmdb.CiClasses, 'edit'])
    router.put('/:code', [controllers.cmdb.CiClasses, 'update'])
    router.delete('/:code', [controllers.cmdb.CiClasses, 'destroy'])
    router.post('/:code/attributes', [controllers.cmdb.CiClassAttributes, 'store'])
    router.put('/:code/attribute-order', [controllers.cmdb.CiClassAttributes, 'order'])
    router.put('/:code/attributes/:key', [controllers.cmdb.CiClassAttributes, 'update'])
    router.delete('/:code/attributes/:key', [controllers.cmdb.CiClassAttributes, 'destroy'])
    router.put('/:code/attributes/:key/retirement', [controllers.cmdb.CiClassAttributes, 'retire'])
    router.put('/:code/source-rankings/:field', [controllers.cmdb.SourceRankings, 'update'])
    router.delete('/:code/source-rankings/:field', [controllers.cmdb.SourceRankings, 'destroy'])
    router.put('/:code/inherited-attributes/:key', [controllers.cmdb.CiClassAttributes, 'tighten'])
  })
  .prefix('/ci-classes')
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.Baselines, 'index'])
    router.post('/', [controllers.cmdb.Baselines, 'store'])
    router.get('/:id', [controllers.cmdb.Baselines, 'show'])
    router.delete('/:id', [controllers.cmdb.Baselines, 'destroy'])
    router.get('/:id/comparison', [controllers.cmdb.BaselineComparisons, 'show'])
    router.get('/:id/comparison.csv', [controllers.cmdb.BaselineComparisons, 'csv'])
    router.get('/:id/comparison.xlsx', [controllers.cmdb.BaselineComparisons, 'xlsx'])
  })
  .prefix('/baselines')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.UnauthorisedChanges, 'index'])
    router.post('/:id/acceptance', [controllers.cmdb.UnauthorisedChanges, 'accept'])
    router.post('/:id/reversal', [controllers.cmdb.UnauthorisedChanges, 'revert'])
  })
  .prefix('/unauthorised-changes')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .get('/lookups/ci-classes/:code/attributes', [controllers.cmdb.ItemClasses, 'attributes'])
  .use(middleware.auth())

router
  .group(() => {
    router.get('/', [controllers.cmdb.CiSources, 'index'])
    router.post('/', [controllers.cmdb.CiSources, 'store'])
    router.get('/new', [controllers.cmdb.CiSources, 'create'])
    router.get('/:id', [controllers.cmdb.CiSources, 'show'])
    router.get('/:id/edit', [controllers.cmdb.CiSources, 'edit'])
    router.put('/:id', [controllers.cmdb.CiSources, 'update'])
    router.post('/:id/runs', [controllers.cmdb.CiSourceRuns, 'store'])
    router
      .post('/:id/runs/:run/release', [controllers.cmdb.CiSourceRuns, 'release'])
      .where('run', router.matchers.number())
  })
  .prefix('/ci-sources')
  .where('id', router.matchers.number())
  .use(middleware.auth())

router
  .get('/lookups/configuration-items', [controllers.cmdb.ConfigurationItemLookups, 'index'])
  .use(middleware.auth())

router.get('/lookups/tags', [controllers.cmdb.TagLookups, 'index']).use(middleware.auth())

// Services and what they need of each other are part of the graph; their pages lead up to the items.
followServices((trx) => raiseImpactVersion(trx, [CATALOGUE]))
countServiceUse('items', countItemsStandingFor)
offerLinks('service', itemsOfService)
offerLinks('service', itemsNeededByService)

// Two records of one person become one.
refersToPeople({ table: 'ci_health_findings', columns: ['assigned_person_id'] })
refersToPeople({ table: 'configuration_items', columns: ['owner_person_id'] })
refersToPeople({
  ...{ table: 'ci_attribute_values', columns: ['person_id'] },
  repoint: repointAttributePeople,
})

// What items in use hang on stays active.
const itemsInUse = 'cmdb.items_hang_on'
registerCiPanel({ key: 'unauthorised_changes', load: unauthorisedOfItem })
registerCiPanel({ key: 'health', load: healthOfItem })

// Items at rest go out of sight where retention is kept as a whole.
offerRetention(ARCHIVE_RETENTION)
offerRetention(BULK_EDIT_RETENTION)
keepsActive('organisation', { messageKey: itemsInUse, count: itemsInUseOf('organisation_id') })
keepsActive('site', { messageKey: itemsInUse, count: itemsInUseOf('site_id') })
keepsActive('team', { messageKey: itemsInUse, count: itemsInUseOf('support_team_id') })
keepsActive('team', { messageKey: itemsInUse, count: itemsInUseOf('change_team_id') })

registerImpactBadge({ key: 'outages', load: outageBadges })
registerImpactBadge({ key: 'unauthorised', load: unauthorisedBadges })

offerItemImport()
