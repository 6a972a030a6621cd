import { archiveItem } from '#cmdb/actions/archive_item'
import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import { saveCiSource } from '#cmdb/actions/save_ci_source'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { updateRelation } from '#cmdb/actions/update_relation'
import CiRelation from '#cmdb/models/ci_relation'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { USUAL_TERMS } from '#cmdb/workflow/relation_terms'
import { SYSTEM_ACTOR } from '#core/actor'
import { loadPrincipal } from '#directory/queries/load_principal'
import { tokenOf } from '#tests/helpers/api_tokens'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney } from '#tests/helpers/item_import'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { problemsOf, rowsOf } from '#tests/helpers/people_import'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import { test } from '@japa/runner'

async function park(status: 'live' | 'retired' = 'retired') {
  const { id: organisationId } = await createOrganisation({ code: 'ACME' })
  const manager = await createUser({ roles: ['configuration_manager'] })
  const item = (name: string) => createConfigurationItem({ organisationId, name })
  const [old, app] = [await item('old'), await item('app')]
  if (status === 'retired') await retire(old)
  return { organisationId, manager, old, app }
}

const retire = ({ id }: ConfigurationItem) =>
  updateConfigurationItem.handle({
    ...{ actor: SYSTEM_ACTOR, itemId: id, values: { status: 'retired' } },
  })
const HEAD = ['Name', 'Model', 'depends on']

test.group('Relations with what is out of use', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(forgetUploads)

  test('§4.6 the form relates neither end to a retired item, and says which one it is', async ({
    client,
    assert,
  }) => {
    const { manager, old, app } = await park()
    for (const direction of ['forward', 'inverse']) {
      const answer = await client
        .post(`/configuration-items/${app.number}/relations`)
        .loginAs(manager)
        .withCsrfToken()
        .accept('json')
        .header('accept-language', 'en')
        .redirects(0)
        .json({ typeCode: 'depends_on', direction, otherId: old.id })
      answer.assertStatus(422)
      const [error] = answer.body().errors as { message: string; field: string }[]
      assert.equal(error!.field, 'otherId')
      assert.include(error!.message, `${old.number} old`)
    }
    assert.isNull(await CiRelation.first())
  })

  test('CFG-04 nothing new is related to what is in the archive; what is related already stays editable', async ({
    assert,
  }) => {
    const { old, app } = await park('live')
    const relation = await relate(old, app)
    await retire(old)
    await archiveItem.handle({ actor: SYSTEM_ACTOR, itemId: old.id, isArchived: true })
    await assert.rejects(
      () => relate(app, old, { typeCode: 'connects_to' }),
      'cmdb.errors.gone_end'
    )
    const edit = (version: number, validTo: string | null) =>
      updateRelation.handle({
        ...{ actor: SYSTEM_ACTOR, relationId: relation.id, seenVersion: version },
        terms: { ...USUAL_TERMS, validTo },
      })
    const ended = await edit(1, '2020-01-01')
    await assert.rejects(() => edit(ended.version, null), 'cmdb.errors.gone_end')
  })

  test('§4.6 CFG-09 a file is refused the row, and a relation that is there already is no news', async ({
    client,
    assert,
  }) => {
    const { organisationId, manager, old, app } = await park('live')
    const journey = new ItemJourney(client, manager, { organisationId })
    await relate(old, app)
    await retire(old)
    const kept = await journey.preview([HEAD, ['old', 'X', 'app']])
    assert.deepEqual(kept.rows.map(problemsOf), [[]])
    const news = await journey.preview([HEAD, ['app', 'X', old.number]])
    assert.deepEqual(news.rows.map(problemsOf), [['relations.depends_on: gone_end']])
  })

  test('§4.6 an item retired between the preview and the import is left out of the relations', async ({
    client,
    assert,
  }) => {
    const { organisationId, manager, old, app } = await park('live')
    const journey = new ItemJourney(client, manager, { organisationId })
    const { dataImport, rows } = await journey.preview([HEAD, ['app', 'X', 'old']])
    assert.deepEqual(rows.map(problemsOf), [[]])
    await retire(old)
    const answer = await journey.run(dataImport)
    answer.assertStatus(302)
    const [row] = await rowsOf(dataImport)
    assert.equal(row!.outcome, 'refused')
    assert.include(problemsOf(row!), 'relations.depends_on: gone_end')
    assert.isNull(await CiRelation.query().where('sourceId', app.id).first())
  })

  test('§4.6 DSC-06 of a source the values are taken and the relation is not', async ({
    client,
    assert,
  }) => {
    const { organisationId, manager, app } = await park()
    await saveCiSource.handle({
      ...{ actor: SYSTEM_ACTOR, sourceId: null },
      values: {
        ...{ code: 'scan', name: 'Scan', authority: 'discovery', organisationId, policies: {} },
        ...{ classCode: 'virtual_machine', createsItems: true, identifiesByName: true },
        columns: { 'name': 'host', 'model': 'model', 'relations.depends_on': 'needs' },
        ...{ missing: 'nothing', missingLimitPercent: 50, refreshDays: null, isActive: true },
      },
    })
    const token = await tokenOf(manager, ['cis.edit', 'cis.view'])
    const answer = await client
      .post('/api/v1/sources/scan/items')
      .bearerToken(token)
      .json({ records: [{ host: 'app', model: 'New', needs: 'old' }] })
    answer.assertStatus(201)
    await app.refresh()
    assert.equal(app.model, 'New')
    assert.isNull(await CiRelation.first())
  })
})

// Committed: two transactions meet only where each sees what the other wrote.
test.group('Relating and retiring at once', (group) => {
  group.each.setup(emptyDatabase)
  group.teardown(emptyDatabase)

  test('§4.6 of a retirement and a relation at the same moment one is refused', async ({
    assert,
  }) => {
    const { old, app, manager, organisationId } = await park('live')
    const principal = await loadPrincipal(manager.id)
    for (let round = 0; round < 6; round++) {
      const needed = await createConfigurationItem({ organisationId, name: `needed ${round}` })
      const steps = [
        () =>
          updateConfigurationItem.handle({
            ...{ actor: SYSTEM_ACTOR, principal, itemId: needed.id },
            values: { status: 'retired' },
          }),
        () =>
          relateConfigurationItems.handle({
            ...{ actor: SYSTEM_ACTOR, principal, typeCode: 'depends_on' },
            ...{ sourceId: app.id, targetId: needed.id },
          }),
      ]
      const ordered = round % 2 === 0 ? steps : steps.toReversed()
      const answers = await Promise.allSettled(ordered.map((step) => step()))
      assert.lengthOf(
        answers.filter(({ status }) => status === 'rejected'),
        1
      )
      await needed.refresh()
      const relation = await CiRelation.query().where('targetId', needed.id).first()
      assert.equal(needed.status === 'retired', relation === null)
    }
    assert.isNull(await CiRelation.query().where('targetId', old.id).first())
  })
})
