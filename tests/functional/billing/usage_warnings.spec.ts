import { warnOfUsage } from '#billing/actions/warn_of_usage'
import TimeEntry from '#billing/models/time_entry'
import ContractTerms from '#contracts/models/contract_terms'
import AuditEvent from '#core/models/audit_event'
import Notification from '#core/models/notification'
import NoticesMail from '#core/mails/notices_mail'
import { mailContractNotices } from '#contracts/actions/mail_contract_notices'
import { agreedRule, agreeOn, logMinutes } from '#tests/helpers/billing'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import mail from '@adonisjs/mail/services/main'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

let desk: Desk
let manager: User

/** An hour a month is included, 100 minutes are the limit of all. */
async function createLimits() {
  moveTo('2026-03-10 10:00')
  desk = await createDesk()
  await desk.contract.merge({ startsOn: '2026-03-01' }).save()
  await ContractTerms.query().where('contractId', desk.contract.id).delete()
  const fee = agreedRule(
    'fixed_fee',
    { feeMinor: 1_000_000, includedMinutes: 60 },
    { nameRu: 'Поддержка', nameEn: 'Support' }
  )
  await agreeOn(desk.contract, { rules: [fee], capMinutes: 100 })
  manager = await createUser({
    roles: ['account_manager'],
    assignedTo: desk.client,
  })
}

const noticed = async () => {
  const rows = await Notification.query().where('userId', manager.id).orderBy('id')
  return rows.map(({ kind, params }) => {
    const { event, measure, startsOn } = params as Record<string, string>
    return [kind, event, measure, startsOn]
  })
}
const history = () => AuditEvent.query().where('action', 'like', 'contract.limit_%').orderBy('id')
const work = (minutes: number, day = '2026-03-05') => logMinutes(desk, day, minutes)

test.group('Warnings of usage', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(createLimits)
  group.each.teardown(letTimeRun)

  test('§7.1 at 80 and at 100 percent account managers are told, each once, and history says so', async ({
    assert,
  }) => {
    await work(47)
    assert.equal(await warnOfUsage.handle(), 0)
    await work(1)
    assert.equal(await warnOfUsage.handle(), 1)
    assert.equal(await warnOfUsage.handle(), 0)
    await work(12)
    assert.equal(await warnOfUsage.handle(), 1)
    assert.deepEqual(await noticed(), [
      ['contract', 'limit_near', 'fixed_fee', '2026-03-01'],
      ['contract', 'limit_reached', 'fixed_fee', '2026-03-01'],
    ])
    const [near, reached] = await history()
    assert.deepEqual(
      [near!.actorLabel, near!.subjectType, near!.subjectId],
      ['Opora', 'contract', desk.contract.id]
    )
    assert.deepEqual(near!.changes, [
      { field: 'billingPeriod', before: null, after: '2026-03' },
      { field: 'fixed_feeUsed', before: null, after: '80 %' },
    ])
    assert.equal(reached!.action, 'contract.limit_reached')
  })

  test('§7.1 over both marks at once only the upper one is told, falling back tells nothing', async ({
    assert,
  }) => {
    await work(100)
    assert.equal(await warnOfUsage.handle(), 2)
    const both = [
      ['contract', 'limit_reached', 'minutes', '2026-03-01'],
      ['contract', 'limit_reached', 'fixed_fee', '2026-03-01'],
    ]
    assert.deepEqual(await noticed(), both)
    await TimeEntry.query().update({ rawMinutes: 50 })
    assert.equal(await warnOfUsage.handle(), 0)
    await TimeEntry.query().update({ rawMinutes: 100 })
    assert.equal(await warnOfUsage.handle(), 0)
    assert.deepEqual(await noticed(), both)
    assert.lengthOf(await history(), 2)
  })

  test('§7.1 a new period is told of anew, and what is logged late of the one before', async ({
    assert,
  }) => {
    await work(50)
    await warnOfUsage.handle()
    moveTo('2026-04-02 10:00')
    await work(20)
    await work(48, '2026-04-01')
    assert.equal(await warnOfUsage.handle(), 2)
    assert.deepEqual((await noticed()).slice(1), [
      ['contract', 'limit_reached', 'fixed_fee', '2026-03-01'],
      ['contract', 'limit_near', 'fixed_fee', '2026-04-01'],
    ])
  })

  test('T1 managers of other clients and contracts that rest are left alone', async ({
    assert,
  }) => {
    const other = await createUser({
      roles: ['account_manager'],
      assignedTo: (await createDesk()).client,
    })
    await work(60)
    await desk.contract.merge({ state: 'suspended' }).save()
    assert.equal(await warnOfUsage.handle(), 0)
    await desk.contract.merge({ state: 'active' }).save()
    assert.equal(await warnOfUsage.handle(), 1)
    assert.lengthOf(await Notification.query().where('userId', other.id), 0)
  })

  test('§7.1 the letter says the same in the reader’s language, while they may see the contract', async () => {
    const { mails } = mail.fake()
    await work(60)
    await warnOfUsage.handle()
    const [notice] = await Notification.query().where('userId', manager.id)
    const told = { contractId: desk.contract.id, notices: [notice!.params as never] }
    await manager.merge({ locale: 'en' }).save()
    await mailContractNotices.handle({ userId: manager.id, ...told })
    mails.assertSent(NoticesMail, (letter) => {
      letter.message.assertSubject(
        `${desk.contract.number}: 100 % of the included hours is used, period from 2026-03-01 (Support)`
      )
      return true
    })
    await db.from('role_assignments').where('user_id', manager.id).delete()
    await mailContractNotices.handle({ userId: manager.id, ...told })
    mails.assertSentCount(1)
    mail.restore()
  })
})

test.group('Warnings of usage by two workers', (group) => {
  group.each.setup(emptyDatabase)
  group.each.setup(createLimits)
  group.each.teardown(letTimeRun)
  group.each.teardown(emptyDatabase)

  test('§7.1 two that count at once tell once', async ({ assert }) => {
    await work(60)
    const told = await Promise.all([warnOfUsage.handle(), warnOfUsage.handle()])
    assert.sameMembers(told, [0, 1])
    assert.lengthOf(await noticed(), 1)
    assert.lengthOf(await history(), 1)
  })
})
