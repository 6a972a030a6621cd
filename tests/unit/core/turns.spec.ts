import { Turns } from '#core/turns'
import { test } from '@japa/runner'
import { setImmediate as nextRound } from 'node:timers/promises'

/** Work whose beginning is seen and whose end the test decides. */
function observed(turns: Turns) {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const bring = (party: string) =>
    turns.run(party, () => {
      begun.push(party)
      return new Promise<void>((resolve) => ends.push(resolve))
    })
  /** Ends the oldest work that still runs and lets the next begin. */
  const endOne = async () => {
    ends.shift()?.()
    await nextRound()
  }
  return { begun, bring, endOne }
}

test.group('Turns', () => {
  test('parties take turns: who comes after a flood does not wait behind it', async ({
    assert,
  }) => {
    const { begun, bring, endOne } = observed(new Turns(2))
    const all = ['flood', 'flood', 'flood', 'flood', 'flood', 'one', 'two', 'one'].map(bring)
    for (let count = 0; count < all.length; count += 1) await endOne()
    await Promise.all(all)
    assert.deepEqual(begun, ['flood', 'flood', 'flood', 'one', 'two', 'flood', 'one', 'flood'])
  })

  test('never more run at once than allowed, and each ended one lets the next begin', async ({
    assert,
  }) => {
    const { begun, bring, endOne } = observed(new Turns(2))
    const all = ['a', 'b', 'c', 'd'].map(bring)
    await nextRound()
    assert.lengthOf(begun, 2)
    await endOne()
    assert.lengthOf(begun, 3)
    for (let count = 0; count < 3; count += 1) await endOne()
    await Promise.all(all)
    assert.lengthOf(begun, 4)
  })

  test('work that fails gives its place back', async ({ assert }) => {
    const turns = new Turns(1)
    const broken = Array.from({ length: 5 }, () => turns.run('', () => Promise.reject(new Error())))
    const results = await Promise.allSettled(broken)
    assert.isTrue(results.every((result) => result.status === 'rejected'))
    assert.equal(await turns.run('', async () => 'done'), 'done')
  })
})
