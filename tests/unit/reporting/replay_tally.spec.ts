import { ReplayTally, type Judgement } from '#reporting/workflow/replay_tally'
import { test } from '@japa/runner'

const SPAN = { from: 1_000_000, to: 2_000_000 }

function judgement(values: Partial<Judgement> = {}): Judgement {
  return {
    ...{ metric: 'resolution', targetMinutes: 60, stoppedAt: 1_500_000, dueAt: 1_600_000 },
    ...{ isBreached: false, ...values },
  }
}

test.group('Tally of a replay', () => {
  test('pairs promises by what they promise and when they ended, to the second', ({ assert }) => {
    const tally = new ReplayTally(SPAN)
    const late = judgement({ stoppedAt: 1_500_900, isBreached: true, dueAt: 1_400_000 })
    tally.add({ id: 7, priority: 2, isKnown: true }, [judgement()], [late])
    const { counts, changes, gone, added } = tally.result()
    assert.deepEqual([counts, gone, added], [{ worse: 1, better: 0 }, 0, 0])
    assert.containSubset(changes, [
      { ticketId: 7, side: 'worse', dueBefore: 1_600_000, dueAfter: 1_400_000 },
    ])
  })

  test('counts what has no counterpart, but nothing that ended outside the days', ({ assert }) => {
    const tally = new ReplayTally(SPAN)
    const outside = judgement({ metric: 'response', stoppedAt: 2_000_000 })
    tally.add({ id: 1, priority: 1, isKnown: true }, [judgement()], [outside])
    tally.add({ id: 2, priority: 1, isKnown: true }, [], [judgement({ metric: 'response' })])
    const { rows, gone, added, tickets } = tally.result()
    assert.deepEqual([tickets, gone, added], [2, 1, 1])
    assert.containSubset(
      rows.filter(({ priority }) => priority === null),
      [
        { metric: 'response', before: { met: 0, breached: 0 }, after: { met: 1, breached: 0 } },
        { metric: 'resolution', before: { met: 1, breached: 0 }, after: { met: 0, breached: 0 } },
      ]
    )
  })
})
