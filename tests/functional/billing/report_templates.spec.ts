import { makeContractDocument } from '#billing/actions/make_contract_document'
import { movePeriod } from '#billing/actions/move_period'
import { makeDocument } from '#billing/documents/make_document'
import PeriodDocument from '#billing/models/period_document'
import ReportTemplate from '#billing/models/report_template'
import TimeEntry from '#billing/models/time_entry'
import { contractReport } from '#billing/queries/contract_report'
import { readPeriodDocument } from '#billing/queries/period_documents'
import { lookOfContract } from '#billing/queries/report_look'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import Upload from '#core/models/upload'
import type User from '#directory/models/user'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import { createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import { cellsOf, readWorkbook } from '#tests/helpers/recalculation'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

/** A red point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64'
)
const VALUES = {
  ...{ name: 'Фирменный', isDefault: true, accentColour: '#AA0011', leftOut: ['sla'] },
  ...{ coverRu: 'Спасибо, что работаете с нами', coverEn: 'Thank you', engineers: 'role' },
  ...{ footerRu: 'ООО «Опора» & Ко', footerEn: null },
}

test.group('Templates of reports', (group) => {
  let desk: Desk
  let author: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await desk.client.merge({ locale: 'ru' }).save()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await logMinutes(desk, '2026-03-02', 90)
    await TimeEntry.query().update({ state: 'approved' })
    author = await createUser({ roles: ['account_manager'] })
  })
  group.each.teardown(letTimeRun)
  group.teardown(forgetUploads)

  const send = (
    client: ApiClient,
    method: 'post' | 'put' | 'delete',
    path: string,
    values: object = {},
    user = author
  ) => client[method](path).loginAs(user).withCsrfToken().accept('json').json(values)
  async function create(client: ApiClient, values: object = {}) {
    const response = await send(client, 'post', '/report-templates', { ...VALUES, ...values })
    response.assertStatus(200)
    return ReportTemplate.query().orderBy('id', 'desc').firstOrFail()
  }
  const logo = (client: ApiClient, { id }: ReportTemplate, content: Buffer, filename: string) =>
    client
      .post(`/report-templates/${id}/logo`)
      .loginAs(author)
      .withCsrfToken()
      .accept('json')
      .file('file', content, { filename })
  async function documentOf(format: 'xlsx' | 'pdf') {
    const report = await contractReport(desk.contract.id, '2026-03')
    const look = await lookOfContract(desk.contract.id)
    return makeDocument(report, { format, language: 'ru', preparedBy: null, look })
  }

  test('§7.7 the usual template is that of every report: its words, sections, roles and logo', async ({
    client,
    assert,
  }) => {
    const template = await create(client)
    assert.equal(template.accentColour, '#aa0011')
    ;(await logo(client, template, PNG, 'logo.png')).assertStatus(200)
    const text = (await pdfPages((await documentOf('pdf')).content)).join(' ')
    assert.include(text, VALUES.coverRu)
    assert.include(text, VALUES.footerRu)
    assert.include(text, 'Инженер')
    const { displayName } = await desk.agent.related('person').query().firstOrFail()
    assert.notInclude(text, displayName)
    const workbook = await readWorkbook((await documentOf('xlsx')).content)
    assert.notInclude(
      workbook.worksheets.map(({ name }) => name),
      'SLA'
    )
    const [summary] = workbook.worksheets
    assert.lengthOf(summary!.getImages(), 1)
    assert.equal(summary!.getCell('A1').font.color?.argb, 'FFAA0011')
    assert.equal(summary!.headerFooter.oddFooter, '&LООО «Опора» && Ко&C&P / &N')
    assert.include(
      cellsOf(summary!).map(({ value }) => value),
      VALUES.coverRu
    )
  })

  test('a contract follows the template it has chosen, in the history of the contract', async ({
    client,
    assert,
  }) => {
    await create(client)
    const own = await create(client, { name: 'Свой', isDefault: false, coverRu: 'Только для вас' })
    const path = `/contracts/${desk.contract.number}/report-template`
    ;(await send(client, 'put', path, { templateId: 999_999 })).assertStatus(422)
    ;(await send(client, 'put', path, { templateId: own.id }, desk.manager)).assertStatus(403)
    ;(await send(client, 'put', path, { templateId: own.id })).assertStatus(200)
    assert.include((await pdfPages((await documentOf('pdf')).content)).join(' '), 'Только для вас')
    ;(await send(client, 'delete', `/report-templates/${own.id}`)).assertStatus(422)
    const told = await AuditEvent.findByOrFail('action', 'contract.report_template_chosen')
    assert.include(JSON.stringify(told.changes), 'Свой')
    ;(await send(client, 'put', path, { templateId: null })).assertStatus(200)
    ;(await send(client, 'delete', `/report-templates/${own.id}`)).assertStatus(200)
    assert.isNull(await ReportTemplate.find(own.id))
  })

  test('§7.6 kept documents stay as the template was then', async ({ client, assert }) => {
    const template = await create(client)
    for (const step of ['begin_review', 'approve', 'lock'] as const) {
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
        ...{ step, side: 'provider' as const },
      })
    }
    await workOffQueue()
    const changed = { ...VALUES, coverRu: 'Новые слова', version: template.version }
    ;(await send(client, 'put', `/report-templates/${template.id}`, changed)).assertStatus(200)
    const kept = await PeriodDocument.query().where({ kind: 'report', format: 'pdf' }).firstOrFail()
    const text = (await pdfPages((await readPeriodDocument(kept)).content)).join(' ')
    assert.include(text, VALUES.coverRu)
    assert.notInclude(text, 'Новые слова')
    assert.equal((await lookOfContract(desk.contract.id))!.cover!.ru, 'Новые слова')
  })

  test('one template is the usual one; names stand once; of two who edit one is told', async ({
    client,
    assert,
  }) => {
    const first = await create(client)
    await create(client, { name: 'Второй' })
    await first.refresh()
    assert.isFalse(Boolean(first.isDefault))
    const second = await ReportTemplate.findByOrFail('isDefault', true)
    ;(await send(client, 'delete', `/report-templates/${second.id}`)).assertStatus(422)
    const taken = await send(client, 'post', '/report-templates', { ...VALUES, name: 'ВТОРОЙ' })
    taken.assertStatus(422)
    assert.equal(taken.body().errors[0].field, 'name')
    const stale = { ...VALUES, isDefault: false, version: 1 }
    ;(await send(client, 'put', `/report-templates/${first.id}`, stale)).assertStatus(409)
    const wrong = { ...VALUES, name: 'Третий', accentColour: 'red;}', leftOut: ['summary'] }
    const refused = await send(client, 'post', '/report-templates', wrong)
    refused.assertStatus(422)
    assert.sameMembers(
      refused.body().errors.map(({ field }: { field: string }) => field),
      ['accentColour', 'leftOut.0']
    )
  })

  test('a logo is a whole picture by its content; a copy shares it', async ({ client, assert }) => {
    const template = await create(client)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    ;(await logo(client, template, svg, 'logo.png')).assertStatus(422)
    ;(await logo(client, template, PNG.subarray(0, -14), 'logo.png')).assertStatus(422)
    const large = Buffer.concat([PNG, Buffer.alloc(600 * 1024)])
    ;(await logo(client, template, large, 'logo.png')).assertStatus(422)
    assert.lengthOf(await Upload.all(), 0)
    ;(await logo(client, template, PNG, 'logo.png')).assertStatus(200)
    const copy = await create(client, { name: 'Копия', isDefault: false, copyOf: template.id })
    const upload = await Upload.firstOrFail()
    assert.equal(copy.logoUploadId, upload.id)
    ;(await send(client, 'delete', `/report-templates/${template.id}/logo`)).assertStatus(200)
    assert.isTrue(Boolean((await upload.refresh()).isKept))
    const shown = await client.get(`/report-templates/${copy.id}/logo`).loginAs(author)
    shown.assertStatus(200)
    assert.equal(shown.header('content-type'), 'image/png')
    ;(await send(client, 'delete', `/report-templates/${copy.id}`)).assertStatus(200)
    assert.isFalse(Boolean((await upload.refresh()).isKept))
  })

  test('a sample is made by the template as it is saved and is never kept', async ({
    client,
    assert,
  }) => {
    const template = await create(client, { isDefault: false })
    const response = await send(client, 'post', `/report-templates/${template.id}/samples`, {
      ...{ format: 'pdf', language: 'ru' },
    })
    response.assertStatus(202)
    const task = await BackgroundTask.findOrFail(response.body().id)
    assert.equal(task.state, 'done')
    const { content } = await makeContractDocument(task, async () => {})
    assert.include((await pdfPages(content)).join(' '), VALUES.coverRu)
    assert.lengthOf(await PeriodDocument.all(), 0)
  })

  test('only those who make contracts see and change templates', async ({ client, assert }) => {
    const template = await create(client)
    for (const user of [desk.manager, desk.agent]) {
      ;(await client.get('/report-templates').loginAs(user)).assertStatus(403)
      const own = `/report-templates/${template.id}`
      ;(await send(client, 'put', own, { ...VALUES, version: 1 }, user)).assertStatus(403)
      ;(await send(client, 'delete', own, {}, user)).assertStatus(403)
      ;(await client.get(`${own}/logo`).loginAs(user)).assertStatus(403)
    }
    const page = await client.get('/report-templates').loginAs(author).withInertia()
    assert.equal(page.body().props.templates[0].name, VALUES.name)
  })
})
