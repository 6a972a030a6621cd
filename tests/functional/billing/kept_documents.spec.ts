import { askKeptReport } from '#billing/actions/ask_kept_report'
import { askMissingDocuments } from '#billing/actions/ask_missing_documents'
import { makePeriodDocuments } from '#billing/actions/make_period_documents'
import { movePeriod } from '#billing/actions/move_period'
import { unlockPeriod } from '#billing/actions/unlock_period'
import { DocumentBroken, DocumentsAreMade } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import TimeEntry from '#billing/models/time_entry'
import { readPeriodDocument } from '#billing/queries/period_documents'
import type { PeriodStep } from '#billing/workflow/period_steps'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import { fileHash, storagePath } from '#core/storage'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { pdfPages } from '#tests/helpers/pdf_text'
import { createUser } from '#tests/helpers/people'
import { workOffQueue } from '#tests/helpers/queue'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { readFile, rm, writeFile } from 'node:fs/promises'

const OLD = 'АО «Северный порт»'
const NEW = 'ООО «Южный порт»'

test.group('Kept documents of a locked period', (group) => {
  let desk: Desk

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    // Signatures are checked by the machine's own clock.
    moveTo(DateTime.now().setZone('Europe/Moscow').toFormat('yyyy-MM-dd HH:mm'))
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await desk.client.merge({ name: OLD, legalName: OLD, locale: 'ru' }).save()
    await logMinutes(desk, '2026-03-02', 90)
    await TimeEntry.query().update({ state: 'approved' })
  })
  group.each.teardown(letTimeRun)
  group.teardown(forget)

  function forget() {
    return rm(storagePath('period_documents'), { recursive: true, force: true })
  }
  const of = () => ({ contractId: desk.contract.id, month: '2026-03' })
  async function take(...steps: PeriodStep[]) {
    for (const step of steps) {
      await movePeriod.handle({ ...of(), actor: actorOf(desk.agent), step, side: 'provider' })
    }
    return BillingPeriod.firstOrFail()
  }
  const lock = () => take('begin_review', 'approve', 'lock')
  async function unlock() {
    await unlockPeriod.ask({ ...of(), actor: actorOf(desk.agent) }, 'A wrong rate')
    await unlockPeriod.confirm({ ...of(), actor: actorOf(desk.colleague) })
  }
  const told = (documents: PeriodDocument[]) =>
    documents.map(({ revision, kind, format }) => [revision, kind, format].join(' ')).sort()
  const address = ({ id }: PeriodDocument) =>
    `/contracts/${desk.contract.number}/period-documents/${id}`
  const textOf = async (document: PeriodDocument) =>
    (await pdfPages((await readPeriodDocument(document)).content)).join(' ')

  test('§7.6 locking has report and act made in the client’s language and kept with their hash', async ({
    assert,
  }) => {
    const period = await lock()
    const asked = await PeriodDocument.all()
    assert.isTrue(asked.every(({ madeAt, language }) => madeAt === null && language === 'ru'))
    await workOffQueue()
    const made = await PeriodDocument.query().orderBy('id')
    assert.deepEqual(told(made), ['1 act pdf', '1 report pdf', '1 report xlsx'])
    for (const each of made) {
      const content = await readFile(storagePath(each.file))
      assert.deepEqual([fileHash(content), content.length], [each.contentHash, each.bytes])
      assert.equal(each.askedByUserId, desk.agent.id)
    }
    const history = await AuditEvent.query()
      .where({ subjectType: 'billing_period', subjectId: period.id })
      .where('action', 'billing_period.document_made')
    assert.lengthOf(history, 3)
    assert.include(JSON.stringify(history), made[0]!.contentHash!)
    const act = made.find(({ kind }) => kind === 'act')!
    assert.include(await textOf(act), 'Акт')
    assert.notInclude(await textOf(act), 'Трудозатраты')
  })

  test('an invoice is a document of its own; those made before it stay as they were', async ({
    assert,
  }) => {
    await lock()
    await workOffQueue()
    const before = await PeriodDocument.query().orderBy('id')
    await take('invoice')
    await workOffQueue()
    const after = await PeriodDocument.query().orderBy('id')
    assert.deepEqual(told(after), [...told(before), '1 invoice pdf'].sort())
    assert.deepEqual(
      after.slice(0, 3).map(({ contentHash }) => contentHash),
      before.map(({ contentHash }) => contentHash)
    )
    assert.include(await textOf(after.at(-1)!), 'Счёт')
  })

  test('a client renamed after closing has its old name in every document, made then or now', async ({
    client,
    assert,
  }) => {
    await lock()
    await workOffQueue()
    await desk.client.merge({ name: NEW, legalName: NEW }).save()
    const asked = await client
      .post(`/contracts/${desk.contract.number}/report/documents`)
      .loginAs(desk.manager)
      .withCsrfToken()
      .accept('json')
      .json({ month: '2026-03', format: 'pdf', language: 'en' })
    asked.assertStatus(202)
    const documents = await PeriodDocument.query().where('format', 'pdf').orderBy('id')
    assert.deepEqual(
      documents.map(({ language }) => language),
      ['ru', 'ru', 'en']
    )
    for (const each of documents) {
      assert.include(await textOf(each), OLD)
      assert.notInclude(await textOf(each), NEW)
    }
    const task = await BackgroundTask.findOrFail(asked.body().id)
    assert.equal(
      fileHash(await readFile(storagePath(task.resultFile!))),
      documents.at(-1)!.contentHash!
    )
  })

  test('two who ask for the same have one file, and so has a job that is delivered twice', async ({
    assert,
  }) => {
    const period = await lock()
    await Promise.all([
      makePeriodDocuments.handle(period.id),
      makePeriodDocuments.handle(period.id),
    ])
    const first = await PeriodDocument.query().orderBy('id')
    await workOffQueue()
    const wanted = { ...of(), format: 'pdf', language: 'ru', userId: null } as const
    const [one, other] = [await askKeptReport.handle(wanted), await askKeptReport.handle(wanted)]
    assert.equal(one!.id, other!.id)
    const later = await PeriodDocument.query().orderBy('id')
    assert.deepEqual(
      later.map(({ contentHash }) => contentHash),
      first.map(({ contentHash }) => contentHash)
    )
    const made = await AuditEvent.query().where('action', 'billing_period.document_made')
    assert.lengthOf(made, 3)
    for (const each of later) await readPeriodDocument(each)
  })

  test('§7.6 unlocking keeps revision 1, the next lock makes revision 2', async ({
    client,
    assert,
  }) => {
    await lock()
    await assert.rejects(unlock, DocumentsAreMade as never)
    await workOffQueue()
    const first = await PeriodDocument.query().where('kind', 'act').firstOrFail()
    await unlockPeriod.confirm({ ...of(), actor: actorOf(desk.colleague) })
    await take('approve', 'lock')
    await workOffQueue()
    const all = await PeriodDocument.all()
    assert.deepEqual(told(all), [
      ...['1 act pdf', '1 report pdf', '1 report xlsx'],
      ...['2 act pdf', '2 report pdf', '2 report xlsx'],
    ])
    assert.isTrue(
      all.filter(({ revision }) => revision === 2).every(({ name }) => /ред2/.test(name!))
    )
    const response = await client.get(address(first)).loginAs(desk.manager)
    response.assertStatus(200)
    assert.include(response.header('content-type'), 'application/pdf')
  })

  test('a document that is not as it was made is not handed out, and says so', async ({
    client,
    assert,
  }) => {
    await lock()
    await workOffQueue()
    const document = await PeriodDocument.firstOrFail()
    const path = storagePath(document.file)
    const content = await readFile(path)
    content[content.length - 10] = content[content.length - 10]! ^ 1
    await writeFile(path, content)
    await assert.rejects(() => readPeriodDocument(document), DocumentBroken as never)
    const response = await client.get(address(document)).loginAs(desk.manager).accept('json')
    response.assertStatus(422)
    assert.equal(response.body().code, 'E_DOCUMENT_BROKEN')
    await rm(path)
    await assert.rejects(() => readPeriodDocument(document), DocumentBroken as never)
  })

  test('documents are for those who may have the report, another client’s lead nowhere', async ({
    client,
  }) => {
    await lock()
    await workOffQueue()
    const document = await PeriodDocument.firstOrFail()
    const get = async (user: Awaited<ReturnType<typeof createUser>>) =>
      client.get(address(document)).loginAs(user)
    ;(await get(desk.manager)).assertStatus(200)
    ;(await get(desk.agent)).assertStatus(403)
    ;(await get(await createUser({ roles: ['customer_manager'] }))).assertStatus(404)
    const other = await createDesk()
    const foreign = await client
      .get(`/contracts/${other.contract.number}/period-documents/${document.id}`)
      .loginAs(other.manager)
    foreign.assertStatus(404)
  })

  test('what a crash or an older version left unmade is asked for again', async ({ assert }) => {
    await lock()
    await db.from('queue_jobs').delete()
    await PeriodDocument.query().update({ askedAt: '2026-01-01 00:00:00' })
    // Jobs that are dispatched outside a transaction run at once here.
    await askMissingDocuments.handle()
    assert.isTrue((await PeriodDocument.all()).every(({ madeAt }) => madeAt !== null))
    await PeriodDocument.query().delete()
    await askMissingDocuments.handle()
    await workOffQueue()
    assert.deepEqual(told(await PeriodDocument.all()), [
      ...['1 act pdf', '1 report pdf', '1 report xlsx'],
    ])
  })

  test('what could not be made is told and can be asked for again', async ({ client, assert }) => {
    const period = await lock()
    await makePeriodDocuments.giveUp(period.id, new Error('No space left'))
    const page = await client
      .get(`/contracts/${desk.contract.number}/report?month=2026-03`)
      .loginAs(desk.manager)
      .withInertia()
    assert.isTrue(
      page.body().props.documents.every(({ state }: { state: string }) => state === 'failed')
    )
    const refused = await client
      .post(`/contracts/${desk.contract.number}/period-documents`)
      .loginAs(desk.manager)
      .withCsrfToken()
      .accept('json')
      .json({ month: '2026-03' })
    refused.assertStatus(403)
    const accountManager = await createUser({ roles: ['account_manager'] })
    await client
      .post(`/contracts/${desk.contract.number}/period-documents`)
      .loginAs(accountManager)
      .withCsrfToken()
      .accept('json')
      .json({ month: '2026-03' })
    await workOffQueue()
    assert.isTrue((await PeriodDocument.all()).every(({ madeAt }) => madeAt !== null))
  })

  test('a link to a report that is still being made says so until it is there', async ({
    client,
    assert,
  }) => {
    await lock()
    const response = await client
      .post(`/contracts/${desk.contract.number}/report/links`)
      .loginAs(desk.manager)
      .withCsrfToken()
      .accept('json')
      .json({ month: '2026-03', format: 'pdf', language: 'en', days: 7 })
    const { pathname, search } = new URL(response.body().url)
    const waiting = await client.get(pathname + search).withInertia()
    waiting.assertStatus(202)
    assert.equal(waiting.body().component, 'billing/report_links/show')
    await workOffQueue()
    const ready = await client.get(pathname + search)
    ready.assertStatus(200)
    assert.include(ready.header('content-type'), 'application/pdf')
    const document = await PeriodDocument.query().where('language', 'en').firstOrFail()
    await writeFile(storagePath(document.file), 'something else')
    const broken = await client.get(pathname + search).withInertia()
    broken.assertStatus(500)
    assert.equal(broken.body().props.state, 'broken')
  })
})
