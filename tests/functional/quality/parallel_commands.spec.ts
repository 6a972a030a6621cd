import { changeFeedback } from '#quality/actions/change_feedback'
import { changeImprovement } from '#quality/actions/change_improvement'
import { proposeImprovement } from '#quality/actions/propose_improvement'
import { registerFeedback } from '#quality/actions/register_feedback'
import FeedbackRecord from '#quality/models/feedback_record'
import Improvement from '#quality/models/improvement'
import { StaleRecord } from '#core/errors'
import { emptyDatabase } from '#tests/helpers/database'
import { actorOf, createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

// Committed: two transactions meet only where each sees what the other wrote.
test.group('Two commands on one record of quality', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    moveTo('2026-03-02 10:00')
  })
  group.each.teardown(letTimeRun)
  group.teardown(emptyDatabase)

  const complain = ({ agent, client, requester }: Desk) =>
    registerFeedback.handle({
      ...{ actor: actorOf(agent), timeZone: 'UTC' },
      values: {
        ...{ kind: 'complaint', organisationId: client.id, personId: requester.personId },
        ...{ saidBy: null, channel: 'phone', receivedOn: '2026-03-02', ticketId: null },
        ...{ serviceId: null, teamId: null, aboutPersonId: null, text: 'Nobody called back.' },
        severity: 'medium',
      },
    })

  const actionsOf = async (subject: string) => {
    const events = await db.from('audit_events').where('subject_type', subject).orderBy('id')
    return events.map(({ action }) => String(action))
  }

  function loserOf(answers: PromiseSettledResult<void>[]) {
    const lost = answers.filter((each) => each.status === 'rejected')
    return { count: lost.length, reason: lost[0]?.reason as unknown }
  }

  test('SLM-13 of two findings on one complaint exactly one is kept', async ({ assert }) => {
    const desk = await createDesk()
    const { id } = await complain(desk)
    const find = (finding: string) =>
      changeFeedback.step({ actor: actorOf(desk.agent), id, version: 1 }, 'investigate', {
        ...{ finding, isJustified: true },
      })
    const loser = loserOf(await Promise.allSettled([find('One'), find('Two')]))
    assert.equal(loser.count, 1)
    assert.instanceOf(loser.reason, StaleRecord)
    const record = await FeedbackRecord.findOrFail(id)
    assert.containSubset(record.$attributes, { state: 'investigated', version: 2 })
    assert.deepEqual(await actionsOf('feedback'), ['feedback.complaint', 'feedback.investigate'])
  })

  test('ISO-05 of an approval and a rejection exactly one is kept', async ({ assert }) => {
    const desk = await createDesk()
    const actor = actorOf(desk.agent)
    const { id } = await proposeImprovement.handle({
      ...{ actor, source: 'idea', sourceNumber: null },
      values: {
        ...{ title: 'Call back', description: 'A reminder.', organisationId: desk.client.id },
        ...{ serviceId: null, expectedBenefit: null, effort: 1, value: 3 },
        ...{ ownerId: desk.agent.personId, dueOn: '2026-03-20' },
      },
    })
    const command = { actor, id, version: 1 }
    const loser = loserOf(
      await Promise.allSettled([
        changeImprovement.step(command, 'approve'),
        changeImprovement.step(command, 'reject', { rejectionReason: 'Too dear.' }),
      ])
    )
    assert.equal(loser.count, 1)
    assert.instanceOf(loser.reason, StaleRecord)
    const { state, rejectionReason, version } = await Improvement.findOrFail(id)
    assert.equal(version, 2)
    assert.equal(rejectionReason, state === 'approved' ? null : 'Too dear.')
    assert.lengthOf(await actionsOf('improvement'), 2)
  })
})
