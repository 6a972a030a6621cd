import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import { openSecret } from '#cmdb/actions/seal_secrets'
import CiAttributeValue from '#cmdb/models/ci_attribute_value'
import type CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { addAttribute, createClass } from '#tests/helpers/ci_classes'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney } from '#tests/helpers/item_import'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { outcomes, problemsOf, statuses } from '#tests/helpers/people_import'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import { test } from '@japa/runner'

const SECRET = 'correct horse'

test.group('Attributes in an import of items', (group) => {
  let acme: Organisation
  let admin: User
  let ciClass: CiClass

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    acme = await createOrganisation({ code: 'ACME' })
    admin = await createUser({ roles: ['configuration_manager'] })
    ciClass = await createClass()
    const option = (value: string, labelRu: string) => ({ value, labelRu, labelEn: value })
    await addAttribute(ciClass, 'asset_tag', 'string', { uniqueScope: 'class', isSearchable: true })
    await addAttribute(ciClass, 'ram_gb', 'int', { maxValue: '512', isSearchable: true })
    await addAttribute(ciClass, 'bands', 'multi_enum', {
      options: [option('a', 'Первая'), option('b', 'Вторая')],
    })
    await addAttribute(ciClass, 'pin', 'secret', {})
    await addAttribute(ciClass, 'rack', 'string', { isRequired: true })
  })
  group.each.teardown(forgetUploads)

  const HEAD = ['Name', 'asset_tag', 'ram_gb', 'bands', 'pin', 'rack']
  const journeyOf = (client: ConstructorParameters<typeof ItemJourney>[0]) =>
    new ItemJourney(client, admin, { organisationId: acme.id, classCode: ciClass.code })
  const known = (name: string, attributes: Record<string, string | number>) =>
    createConfigurationItem({
      ...{ organisationId: acme.id, name, classCode: ciClass.code },
      attributes: { rack: 'A1', ...attributes },
    })

  test('CFG-13 values are stored as the form stores them, with the index; secrets are sealed and masked', async ({
    client,
    assert,
  }) => {
    const { rows } = await journeyOf(client).import([
      HEAD,
      ['app-01', 'T-1', '16', 'вторая; a', SECRET, 'A1'],
    ])
    assert.deepEqual(outcomes(rows), ['created'])
    const item = await ConfigurationItem.findByOrFail('name', 'app-01')
    const { pin, ...rest } = item.attributes
    assert.deepEqual(rest, { asset_tag: 'T-1', ram_gb: 16, bands: ['a', 'b'], rack: 'A1' })
    assert.equal(openSecret(pin), SECRET)
    const index = await CiAttributeValue.query().where('itemId', item.id).orderBy('attributeId')
    assert.deepEqual(
      index.map(({ stringValue, numberValue }) => stringValue ?? Number(numberValue)),
      ['t-1', 16]
    )
    const events = await AuditEvent.query().where('subjectId', item.id)
    assert.notInclude(JSON.stringify([rows, events]), SECRET)

    const again = await journeyOf(client).preview([
      HEAD,
      ['app-01', 'T-1', '16', 'a;b', SECRET, 'A1'],
    ])
    assert.deepEqual(statuses(again.rows), ['unchanged'])
  })

  test('CFG-13 what the form refuses is a problem of the cell', async ({ client, assert }) => {
    await known('old', { asset_tag: 'T-1' })
    const { rows } = await journeyOf(client).preview([
      HEAD,
      ['one', 't-1', '', '', '', 'A1'],
      ['two', 'T-2', '1024', '', '', 'A1'],
      ['three', 'T-3', '', 'c', '', 'A1'],
      ['four', 'T-4', '', '', '', ''],
      ['five', 'T-5', '', '', '', 'A1'],
      ['six', 't-5', '', '', '', 'A1'],
    ])
    const problems = rows.map((row) => problemsOf(row).join())
    assert.deepEqual(statuses(rows), ['error', 'error', 'error', 'error', 'new', 'error'])
    assert.match(problems[0]!, /asset_tag.*taken/)
    assert.match(problems[1]!, /ram_gb.*too_large/)
    assert.match(problems[2]!, /bands.*multi_enum/)
    assert.match(problems[3]!, /rack.*required/)
    assert.match(problems[5]!, /asset_tag.*taken/)
  })

  test('DSC-05 an attribute names a row of the same file, which is added first', async ({
    client,
    assert,
  }) => {
    await addAttribute(ciClass, 'above', 'reference', { referenceClass: ciClass.code })
    const head = ['Name', 'rack', 'above']
    const table = [head, ['leaf', 'A1', 'branch'], ['branch', 'A1', 'root'], ['root', 'A1', '']]
    const journey = journeyOf(client)
    const { dataImport, rows } = await journey.import(table)
    assert.deepEqual(outcomes(rows), ['created', 'created', 'created'])
    const items = await ConfigurationItem.query().where('ciClassId', ciClass.id)
    const byName = new Map(items.map((item) => [item.name, item]))
    assert.equal(byName.get('leaf')!.attributes.above, byName.get('branch')!.id)
    assert.equal(byName.get('branch')!.attributes.above, byName.get('root')!.id)
    const again = await journey.preview(table)
    assert.deepEqual(statuses(again.rows), ['unchanged', 'unchanged', 'unchanged'])
    await journey.undo(dataImport)
    assert.isEmpty(await ConfigurationItem.query().where('ciClassId', ciClass.id))
  })

  test('DSC-05 items that name each other in a circle, or one that is not taken, are refused', async ({
    client,
    assert,
  }) => {
    await addAttribute(ciClass, 'above', 'reference', { referenceClass: ciClass.code })
    const { rows } = await journeyOf(client).preview([
      ['Name', 'rack', 'above'],
      ...[
        ['one', 'A1', 'two'],
        ['two', 'A1', 'one'],
      ],
      ...[
        ['wrong', '', ''],
        ['after', 'A1', 'wrong'],
      ],
    ])
    const problems = rows.map((row) => problemsOf(row).join())
    assert.match(problems[0]!, /above.*reference_circle/)
    assert.match(problems[1]!, /above.*reference_circle/)
    assert.match(problems[3]!, /above.*target_not_imported/)
  })

  test('a value somebody took since the preview is refused by itself', async ({
    client,
    assert,
  }) => {
    const journey = journeyOf(client)
    const { dataImport } = await journey.preview([
      HEAD,
      ['one', 'T-1', '', '', '', 'A1'],
      ['two', 'T-2', '', '', '', 'A1'],
    ])
    await known('quick', { asset_tag: 'T-1' })
    await journey.run(dataImport)
    const items = await ConfigurationItem.query().where('ciClassId', ciClass.id).orderBy('name')
    assert.deepEqual(
      items.map(({ name }) => name),
      ['quick', 'two']
    )
  })

  test('DSC-05 an import taken back takes its rows of the index along', async ({
    client,
    assert,
  }) => {
    const old = await known('old', { asset_tag: 'T-1', ram_gb: 8 })
    const journey = journeyOf(client)
    const { dataImport } = await journey.import([
      HEAD,
      ['old', 'T-9', '16', 'a', SECRET, 'A1'],
      ['new', 'T-1', '', '', '', 'A1'],
    ])
    await journey.undo(dataImport)
    await old.refresh()
    assert.deepEqual(old.attributes, { rack: 'A1', asset_tag: 'T-1', ram_gb: 8 })
    const index = await CiAttributeValue.query().where('itemId', old.id).orderBy('attributeId')
    assert.deepEqual(
      index.map(({ stringValue, numberValue }) => stringValue ?? Number(numberValue)),
      ['t-1', 8]
    )
    // The value is free for others as it was before.
    await updateConfigurationItem.handle({
      ...{ actor: SYSTEM_ACTOR, itemId: old.id, values: { attributes: { asset_tag: 'T-9' } } },
    })
  })
})
