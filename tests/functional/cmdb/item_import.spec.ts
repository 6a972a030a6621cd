import { UPLOADS } from '#config/uploads'
import { updateConfigurationItem } from '#cmdb/actions/update_configuration_item'
import CiRelation from '#cmdb/models/ci_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { runImport } from '#core/actions/run_import'
import { SYSTEM_ACTOR } from '#core/actor'
import AuditEvent from '#core/models/audit_event'
import DataImport from '#core/models/data_import'
import ImportUndo from '#core/models/import_undo'
import { storagePath } from '#core/storage'
import type Organisation from '#directory/models/organisation'
import type User from '#directory/models/user'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { ItemJourney, type ItemSettings } from '#tests/helpers/item_import'
import { createOrganisation, createUser } from '#tests/helpers/people'
import { outcomes, problemsOf, rowsOf, statuses } from '#tests/helpers/people_import'
import { forgetUploads, workbookOf } from '#tests/helpers/spreadsheets'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'

const HEAD = ['Class', 'Name', 'Serial number', 'Vendor', 'IP', 'Organisation', 'Runs on']

test.group('Import of items', (group) => {
  let acme: Organisation
  let admin: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    acme = await createOrganisation({ code: 'ACME', name: 'Acme' })
    admin = await createUser({ roles: ['configuration_manager'] })
  })
  group.each.teardown(forgetUploads)

  const journeyOf = (
    client: ConstructorParameters<typeof ItemJourney>[0],
    settings: ItemSettings = {}
  ) => new ItemJourney(client, admin, { organisationId: acme.id, ...settings })
  const acmeItems = () => ConfigurationItem.query().where('organisationId', acme.id).orderBy('id')

  /** All that a run could write. */
  async function state() {
    const items = await acmeItems()
    const relations = await CiRelation.query()
    const events = await AuditEvent.query().where('subjectType', 'configuration_item')
    return {
      items: items.map(({ number, version }) => `${number} ${version}`),
      ...{ relations: relations.length, events: events.length },
    }
  }

  test('CFG-09 DSC-05 items and relations to items of the same file come in, with history and search', async ({
    client,
    assert,
  }) => {
    const { rows } = await journeyOf(client).import([
      HEAD,
      ['Virtual machine', 'app-01', '', '', '10.0.1.1', 'ACME', 'esx-01'],
      ['Физический сервер', 'esx-01', 'cz100', 'HPE', '10.0.0.1', 'Acme', ''],
    ])
    assert.deepEqual(statuses(rows), ['new', 'new'])
    assert.deepEqual(outcomes(rows), ['created', 'created'])
    const [app, host] = await acmeItems()
    assert.equal(host!.serialNumber, 'cz100')
    const relation = await CiRelation.query().preload('type').firstOrFail()
    assert.deepEqual(
      [relation.type.code, relation.sourceId, relation.targetId],
      ['runs_on', app!.id, host!.id]
    )
    const events = await AuditEvent.query().where({
      subjectType: 'configuration_item',
      subjectId: app!.id,
    })
    assert.deepEqual(events.map(({ action }) => action).sort(), [
      'configuration_item.created',
      'configuration_item.related',
    ])
    const found = await db
      .from('search_documents')
      .where({ subject_type: 'configuration_item', subject_id: host!.id })
    assert.lengthOf(found, 1)
  })

  test('CFG-09 the same file again changes nothing and cannot be run', async ({
    client,
    assert,
  }) => {
    const table = [
      HEAD,
      ['Virtual machine', 'app-01', '', '', '10.0.1.1', 'ACME', 'esx-01'],
      ['Physical server', 'esx-01', 'CZ100', 'HPE', '', 'ACME', ''],
    ]
    const journey = journeyOf(client)
    await journey.import(table)
    const before = await state()
    const { dataImport, rows } = await journey.preview(table)
    assert.deepEqual(statuses(rows), ['unchanged', 'unchanged'])
    const answer = await journey.run(dataImport)
    answer.assertStatus(422)
    assert.deepEqual(await state(), before)
  })

  test('DSC-05 a preview tells old and new cell by cell and writes nothing', async ({
    client,
    assert,
  }) => {
    const item = await createConfigurationItem({
      ...{ organisationId: acme.id, name: 'esx-01', classCode: 'physical_server' },
      ...{ serialNumber: 'CZ100', vendor: 'HPE', ipAddress: '10.0.0.1' },
    })
    const before = await state()
    const { rows } = await journeyOf(client).preview([
      HEAD,
      ['Physical server', 'esx-01b', ' cz100 ', 'hpe', '10.0.0.2', 'ACME', ''],
    ])
    assert.equal(rows[0]!.subjectId, item.id)
    assert.deepEqual(rows[0]!.cells.ipAddress, { before: '10.0.0.1', after: '10.0.0.2' })
    assert.deepEqual(rows[0]!.cells.name, { before: 'esx-01', after: 'esx-01b' })
    assert.deepEqual(await state(), before)
  })

  test('DSC-05 errors name row and column: {0}')
    .with([
      ['unknown class', ['Spaceship', 'a', '', '', '', 'ACME', ''], 'class: unknown_class'],
      ['abstract class', ['Server', 'a', '', '', '', 'ACME', ''], 'class: abstract_class'],
      [
        'unknown organisation',
        ['Virtual machine', 'a', '', '', '', 'Nobody', ''],
        'organisation: unknown_organisation',
      ],
      [
        'no address',
        ['Virtual machine', 'a', '', '', '10.0.0.999', 'ACME', ''],
        'ipAddress: no_address',
      ],
      ['no name', ['Virtual machine', '', 'S1', '', '', 'ACME', ''], 'name: no_name'],
      [
        'itself',
        ['Virtual machine', 'a', '', '', '', 'ACME', 'a'],
        'relations.runs_on: self_relation',
      ],
      [
        'unknown target',
        ['Virtual machine', 'a', '', '', '', 'ACME', 'b'],
        'relations.runs_on: unknown_target',
      ],
    ] as [string, string[], string][])
    .run(async ({ client, assert }, [, row, problem]) => {
      const { rows } = await journeyOf(client).preview([HEAD, row])
      assert.deepEqual(statuses(rows), ['error'])
      assert.include(problemsOf(rows[0]!), problem)
      assert.equal(rows[0]!.rowNumber, 2)
    })

  test('relations in a circle are written; hosts in a circle that tell items apart are refused', async ({
    client,
    assert,
  }) => {
    const head = ['Class', 'Name', 'Depends on', 'Runs on']
    const { rows } = await journeyOf(client).import([
      head,
      ['Virtual machine', 'a', 'b', ''],
      ['Virtual machine', 'b', 'a', ''],
      ['Database', 'd1', '', 'd2'],
      ['Database', 'd2', '', 'd1'],
    ])
    assert.deepEqual(outcomes(rows), ['created', 'created', 'refused', 'refused'])
    assert.include(problemsOf(rows[2]!), 'null: host_circle')
    assert.lengthOf(await CiRelation.query(), 2)
  })

  test('CFG-09 databases of one name are told apart by their instance, which the file adds', async ({
    client,
    assert,
  }) => {
    const table = [
      ['Class', 'Name', 'Runs on'],
      ['Database', 'erp', 'pg-1'],
      ['Database', 'erp', 'pg-2'],
      ['Virtual machine', 'pg-1', ''],
      ['Virtual machine', 'pg-2', ''],
    ]
    const journey = journeyOf(client, { identifiesByName: false })
    const first = await journey.import(table)
    assert.deepEqual(outcomes(first.rows), ['created', 'created', 'created', 'created'])
    const again = await journeyOf(client).preview(table)
    assert.deepEqual(statuses(again.rows), ['unchanged', 'unchanged', 'unchanged', 'unchanged'])
  })

  test('(m) CFG-09 a row that fits two items is ambiguous, and not written until somebody chooses', async ({
    client,
    assert,
  }) => {
    const org = { organisationId: acme.id, classCode: 'laptop', serialNumber: 'PF-77' }
    const [one] = [await createConfigurationItem(org), await createConfigurationItem(org)]
    const journey = journeyOf(client)
    const table = [HEAD, ['Laptop', 'nb-1', 'pf-77', '', '10.1.1.1', 'ACME', '']]
    const { dataImport, rows } = await journey.preview(table)
    assert.deepEqual(statuses(rows), ['ambiguous'])
    assert.lengthOf(rows[0]!.candidates, 2)
    const answer = await journey.choose(dataImport, 2, { take: 'record', recordId: one.id })
    answer.assertStatus(302)
    await journey.check(dataImport)
    await dataImport.refresh()
    assert.deepEqual(statuses(await rowsOf(dataImport)), ['changed'])
  })

  test('CFG-09 the same serial in two organisations stays two items, and the provider is told', async ({
    client,
    assert,
  }) => {
    const other = await createOrganisation()
    await createConfigurationItem({
      organisationId: other.id,
      classCode: 'laptop',
      serialNumber: 'PF-1',
    })
    const { rows } = await journeyOf(client).import([
      HEAD,
      ['Laptop', 'nb', 'PF-1', '', '', 'ACME', ''],
    ])
    assert.deepEqual(outcomes(rows), ['created'])
    const finding = await db.from('ci_findings').where('kind', 'across').firstOrFail()
    assert.isNull(finding.organisation_id)
    assert.equal(finding.label, 'PF-1')
  })

  test('CFG-09 a placeholder serial number tells nobody and is not kept', async ({
    client,
    assert,
  }) => {
    const { rows } = await journeyOf(client).import([
      HEAD,
      ['Laptop', 'nb-1', 'To be filled by O.E.M.', '', '', 'ACME', ''],
      ['Laptop', 'nb-2', '0000000', '', '', 'ACME', ''],
    ])
    assert.deepEqual(outcomes(rows), ['created', 'created'])
    assert.deepEqual(
      (await acmeItems()).map(({ serialNumber }) => serialNumber),
      [null, null]
    )
  })

  test('a file in {0} is read')
    .with([['Windows-1251'], ['UTF-8'], ['a workbook']])
    .run(async ({ client, assert }, [kind]) => {
      const table = [
        ['Название', 'Серийный номер'],
        ['Бухгалтерия', 'СН-1'],
      ]
      const text = table.map((row) => row.join(';')).join('\r\n')
      const content = kind === 'a workbook' ? await workbookOf(table) : encoded(text, kind!)
      const { rows } = await journeyOf(client, { classCode: 'laptop' }).import(content)
      assert.deepEqual(outcomes(rows), ['created'])
      assert.equal((await acmeItems())[0]!.name, 'Бухгалтерия')
    })

  test('a file of 200 MB is told the limit, and nothing of it is written or stays', async ({
    client,
    assert,
  }) => {
    let sent = 0
    const piece = Buffer.alloc(1024 * 1024, 'nb-1;')
    const flow = new Readable({
      read() {
        this.push(sent < 200 ? piece : null)
        sent += 1
      },
    })
    const answer = await client
      .post('/configuration-items/imports')
      .loginAs(admin)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .file('file', flow as never, { filename: 'items.csv' })
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'file')
    assert.include(answer.body().errors[0].message, `${UPLOADS.maxBytes / 1024 / 1024} MB`)
    assert.deepEqual(await readdir(storagePath('uploads')), [])
    assert.isNull(await DataImport.first())
  })

  test('columns the wrong way round are errors, not items', async ({ client, assert }) => {
    const dataImport = await journeyOf(client).upload([
      HEAD,
      ['Laptop', 'nb', 'S-1', '', '10.0.0.1', 'ACME', ''],
    ])
    const columns = { class: 'Name', name: 'Class', organisation: 'IP', ipAddress: 'Organisation' }
    const answer = await journeyOf(client).check(dataImport, { columns })
    answer.assertStatus(302)
    const rows = await rowsOf(dataImport)
    assert.deepEqual(problemsOf(rows[0]!).sort(), [
      'class: unknown_class',
      'ipAddress: no_address',
      'organisation: unknown_organisation',
    ])
  })

  test('many changes wait for a yes', async ({ client, assert }) => {
    const journey = journeyOf(client)
    const table = (address: string) => [
      ['Name', 'IP'],
      ...Array.from({ length: 25 }, (_, index) => [`vm-${index}`, `${address}.${index}`]),
    ]
    await journey.import(table('10.0.0'))
    const { dataImport } = await journey.preview(table('10.0.1'))
    const refused = await journey.run(dataImport)
    refused.assertStatus(422)
    const confirmed = await journey.run(dataImport, { confirmMassive: true })
    confirmed.assertStatus(302)
    assert.equal((await acmeItems())[0]!.ipAddress, '10.0.1.0')
  })

  test('a run that broke in the middle goes on where it stopped', async ({ client, assert }) => {
    const journey = journeyOf(client)
    const table = [
      ['Name', 'Depends on'],
      ...Array.from({ length: 300 }, (_, index) => [`vm-${index}`, `vm-${(index + 299) % 300}`]),
    ]
    const { dataImport } = await journey.preview(table)
    await dataImport.merge({ state: 'running' }).save()
    let chunks = 0
    const save = DataImport.prototype.save
    DataImport.prototype.save = function (...args) {
      if (this.progressDone > 0 && (chunks += 1) === 1) throw new Error('The machine went down')
      return save.apply(this, args)
    }
    try {
      await assert.rejects(() => runImport.handle(dataImport.id), 'The machine went down')
    } finally {
      DataImport.prototype.save = save
    }
    await runImport.handle(dataImport.id)
    await dataImport.refresh()
    assert.equal(dataImport.state, 'done')
    assert.lengthOf(await acmeItems(), 300)
    assert.lengthOf(await CiRelation.query(), 300)
    assert.deepEqual([...new Set(outcomes(await rowsOf(dataImport)))], ['created'])
  })

  test('DSC-05 a whole import is taken back; what was changed since stays and is named', async ({
    client,
    assert,
  }) => {
    const known = await createConfigurationItem({
      ...{ organisationId: acme.id, name: 'esx-01', classCode: 'physical_server', vendor: 'HP' },
    })
    const journey = journeyOf(client)
    const { dataImport } = await journey.import([
      HEAD,
      ['Virtual machine', 'app-01', '', '', '', 'ACME', 'esx-01'],
      ['Virtual machine', 'app-02', '', '', '', 'ACME', ''],
      ['Physical server', 'esx-01', 'CZ1', 'HPE', '', 'ACME', ''],
    ])
    const touched = await ConfigurationItem.findByOrFail('name', 'app-02')
    const edit = { actor: SYSTEM_ACTOR, values: { criticality: 1 } }
    await updateConfigurationItem.handle({ ...edit, itemId: touched.id })
    await updateConfigurationItem.handle({ ...edit, itemId: known.id, values: { vendor: 'Dell' } })

    await journey.undo(dataImport)
    assert.equal(dataImport.state, 'undone')
    assert.deepEqual(dataImport.counts!.undone, { removed: 1, restored: 0, kept: 2 })
    await known.refresh()
    assert.deepEqual([known.vendor, known.serialNumber], ['Dell', null])
    assert.lengthOf(await CiRelation.query(), 0)
    assert.deepEqual(
      (await acmeItems()).map(({ name }) => name),
      ['esx-01', 'app-02']
    )
    const kept = await ImportUndo.query().where('outcome', 'kept').orderBy('rowNumber')
    assert.deepEqual(
      kept.map(({ rowNumber, problems }) => [rowNumber, problems![0]!.field]),
      [
        [3, null],
        [4, 'vendor'],
      ]
    )
    const removed = await AuditEvent.query().where('action', 'configuration_item.removed')
    assert.lengthOf(removed, 1)
  })

  test('an item a ticket hangs on is not taken back', async ({ client, assert }) => {
    const journey = journeyOf(client)
    const { dataImport } = await journey.import([['Name'], ['app-01']])
    const { id } = await ConfigurationItem.findByOrFail('name', 'app-01')
    const other = await createConfigurationItem({ organisationId: acme.id })
    await db.table('ci_relations').insert({
      ...{ relation_type_id: 1, source_id: other.id, target_id: id },
      ...{ created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' },
    })
    await journey.undo(dataImport)
    assert.deepEqual(dataImport.counts!.undone, { removed: 0, restored: 0, kept: 1 })
  })
})

function encoded(text: string, kind: string): Buffer {
  if (kind === 'UTF-8') return Buffer.from(text)
  const bytes = [...text].map((letter) => {
    const code = letter.codePointAt(0)!
    return code < 128 ? code : code - 0x410 + 0xc0
  })
  return Buffer.from(bytes)
}
