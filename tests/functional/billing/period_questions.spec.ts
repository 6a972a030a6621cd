import { approveSilentPeriods } from '#billing/actions/approve_silent_periods'
import { movePeriod } from '#billing/actions/move_period'
import { periodQuestions } from '#billing/actions/period_questions'
import { QuestionAnswered } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import PeriodQuestion from '#billing/models/period_question'
import TimeEntry from '#billing/models/time_entry'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import { billBy, logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'

test.group('Questions about lines of a period', (group) => {
  let desk: Desk
  let account: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-04-03 10:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    await desk.contract.merge({ needsClientApproval: true, clientApprovalDays: 5 }).save()
    const person = await createPerson({ organisationId: desk.provider.id })
    account = await createUser({ roles: ['account_manager'], person })
    await logMinutes(desk, '2026-03-02', 60, 30)
    await TimeEntry.query().update({ state: 'approved' })
  })
  group.each.teardown(letTimeRun)

  const path = () => `/contracts/${desk.contract.number}`
  const step = (name: 'begin_review' | 'ask_client' | 'withdraw_approval') =>
    movePeriod.handle({
      ...{ actor: actorOf(account), contractId: desk.contract.id, month: '2026-03' },
      ...{ step: name, side: 'provider' },
    })
  const sendToClient = async () => {
    await step('begin_review')
    await step('ask_client')
  }
  const ask = (client: ApiClient, user: User, values: object = {}) =>
    client
      .post(`${path()}/questions`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ month: '2026-03', position: 0, question: 'Why an hour?', ...values })
  const answer = (client: ApiClient, user: User, id: number) =>
    client
      .put(`${path()}/questions/${id}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ answer: 'The disk had to be changed.' })
  const pageOf = async (client: ApiClient, user: User) => {
    const page = await client.get(`${path()}/report?month=2026-03`).loginAs(user).withInertia()
    return page.inertiaProps
  }

  test('§7.6 the client asks about a piece of work, the provider answers, both read it', async ({
    client,
    assert,
  }) => {
    await sendToClient()
    const entry = await TimeEntry.query().where('rawMinutes', 60).firstOrFail()
    assert.isTrue((await pageOf(client, desk.manager)).standing.canAsk)
    ;(await ask(client, desk.manager, { entryId: entry.id })).assertStatus(302)
    const { questions, standing } = await pageOf(client, account)
    assert.isTrue(standing.canAnswer)
    assert.containSubset(questions, [
      {
        ...{ lineKind: 'time', question: 'Why an hour?', answer: null },
        entry: { workDate: '2026-03-02', rawMinutes: 60 },
      },
    ])
    ;(await answer(client, account, questions[0].id)).assertStatus(302)
    const [answered] = (await pageOf(client, desk.manager)).questions
    assert.equal(answered.answer, 'The disk had to be changed.')
    assert.equal(answered.answeredBy, account.person.displayName)
    const told = await AuditEvent.query().where('subjectType', 'period_question').orderBy('id')
    assert.deepEqual(
      told.map(({ action }) => action),
      ['period_question.asked', 'period_question.answered']
    )
  })

  test('§7.6 who asks is not silent: nothing is approved before the answer', async ({
    client,
    assert,
  }) => {
    await sendToClient()
    await ask(client, desk.manager)
    assert.isNull((await pageOf(client, account)).standing.silentApprovalAt)
    moveTo('2026-05-20 10:00')
    assert.equal(await approveSilentPeriods.handle(), 0)
    const { id: questionId } = await PeriodQuestion.firstOrFail()
    const { personId } = account
    await periodQuestions.answer({
      ...{ actor: actorOf(account), personId, questionId },
      answer: 'The disk had to be changed.',
    })
    assert.equal(await approveSilentPeriods.handle(), 1)
    assert.equal((await BillingPeriod.firstOrFail()).state, 'approved')
  })

  test('§7.6 the client is not asked anew before their questions are answered', async ({
    client,
    assert,
  }) => {
    await sendToClient()
    await ask(client, desk.manager)
    await step('withdraw_approval')
    await assert.rejects(() => step('ask_client'), /unanswered/)
    const [question] = await PeriodQuestion.all()
    await answer(client, account, question!.id)
    assert.equal((await step('ask_client')).state, 'client_review')
  })

  test('questions are the client’s while they review, answers the provider’s', async ({
    client,
    assert,
  }) => {
    await step('begin_review')
    await ask(client, desk.manager)
    assert.lengthOf(await PeriodQuestion.all(), 0)
    await step('ask_client')
    ;(await ask(client, account)).assertStatus(403)
    ;(await ask(client, desk.manager)).assertStatus(302)
    const [question] = await PeriodQuestion.all()
    ;(await answer(client, desk.manager, question!.id)).assertStatus(403)
    assert.isNull((await question!.refresh()).answer)
  })

  test('§7.6 each side is told what waits for it, and led to the period', async ({
    client,
    assert,
  }) => {
    const told = async (user: User) => {
      const answered = await client.get('/notifications').loginAs(user)
      return answered
        .body()
        .notices.map(({ params, href }: { params: { event: string }; href: string }) => {
          return [params.event, href]
        })
    }
    const manager = await createUser({
      ...{ roles: ['account_manager'], assignedTo: desk.client },
      person: await createPerson({ organisationId: desk.provider.id }),
    })
    await sendToClient()
    await ask(client, desk.manager)
    const { id } = await PeriodQuestion.firstOrFail()
    await answer(client, manager, id)
    const page = `/contracts/${encodeURIComponent(desk.contract.number)}/report?month=2026-03`
    assert.deepEqual(await told(manager), [['question_asked', page]])
    assert.deepEqual(await told(desk.manager), [
      ['question_answered', page],
      ['client_asked', page],
    ])
    const { version } = await BillingPeriod.firstOrFail()
    await movePeriod.handle({
      ...{ actor: actorOf(desk.manager), contractId: desk.contract.id, month: '2026-03', version },
      ...{ step: 'approve', side: 'client' },
    })
    assert.deepEqual((await told(manager))[0], ['client_approved', page])
    const stranger = await createUser({
      roles: ['customer_manager'],
      person: await createPerson({ organisationId: (await createOrganisation()).id }),
    })
    assert.deepEqual(await told(stranger), [])
  })

  test('a line or work that is not the period’s is not found, no words are a fault of the field', async ({
    client,
    assert,
  }) => {
    await sendToClient()
    ;(await ask(client, desk.manager, { position: 7 })).assertStatus(404)
    ;(await ask(client, desk.manager, { entryId: 999_999 })).assertStatus(404)
    const empty = await ask(client, desk.manager, { question: '   ' })
    assert.property(empty.flashMessage('inputErrorsBag'), 'question')
    assert.lengthOf(await PeriodQuestion.all(), 0)
  })

  test('another client’s contract has no door for questions', async ({ client }) => {
    await sendToClient()
    const other = await createOrganisation()
    const person = await createPerson({ organisationId: other.id })
    const stranger = await createUser({ roles: ['customer_manager'], person })
    ;(await ask(client, stranger)).assertStatus(404)
  })

  test('of two answers the second is told that there is one', async ({ client, assert }) => {
    await sendToClient()
    await ask(client, desk.manager)
    const { id: questionId } = await PeriodQuestion.firstOrFail()
    const { personId } = account
    const command = { actor: actorOf(account), personId, questionId }
    await periodQuestions.answer({ ...command, answer: 'First' })
    await assert.rejects(
      () => periodQuestions.answer({ ...command, answer: 'Second' }),
      QuestionAnswered
    )
    assert.equal((await PeriodQuestion.firstOrFail()).answer, 'First')
  })
})
