import { findRing } from '#catalog/workflow/find_ring'
import { test } from '@japa/runner'
import fc from 'fast-check'

const THINGS = 7
const edgesOf = fc
  .array(fc.tuple(fc.nat(THINGS - 1), fc.nat(THINGS - 1)), { maxLength: 20 })
  .map((pairs) => {
    const edges = new Map<number, number[]>()
    for (const [from, to] of pairs) edges.set(from, [...(edges.get(from) ?? []), to])
    return edges
  })

/** How many steps each thing is from each other one, by trying every way through. */
function distances(edges: ReadonlyMap<number, readonly number[]>) {
  const all = Array.from({ length: THINGS }, (_, from) =>
    Array.from({ length: THINGS }, (_each, to) => (edges.get(from)?.includes(to) ? 1 : Infinity))
  )
  for (const through of all.keys()) {
    for (const row of all) {
      for (const to of all.keys()) {
        row[to] = Math.min(row[to]!, row[through]! + all[through]![to]!)
      }
    }
  }
  return all
}

test.group('Rings of dependencies', () => {
  test('CAT-04 nothing leads back in a tree', ({ assert }) => {
    const edges = new Map([
      [1, [2, 3]],
      [2, [4]],
      [3, [4]],
    ])
    assert.isNull(findRing(edges, 1))
  })

  test('CAT-04 the shortest way back is named, both ends included', ({ assert }) => {
    const edges = new Map([
      [1, [2, 5]],
      [2, [3]],
      [3, [1]],
      [5, [1]],
    ])
    assert.deepEqual(findRing(edges, 1), [1, 5, 1])
    assert.deepEqual(findRing(edges, 3), [3, 1, 2, 3])
    assert.deepEqual(findRing(new Map([[1, [1]]]), 1), [1, 1])
  })

  test('CAT-04 a ring elsewhere is none of this one’s and does not hang the search', ({
    assert,
  }) => {
    const edges = new Map([
      [1, [2]],
      [2, [3]],
      [3, [2]],
    ])
    assert.isNull(findRing(edges, 1))
  })

  test('CAT-04 of any edges: a ring is found exactly where one is, and none is shorter', ({
    assert,
  }) => {
    fc.assert(
      fc.property(edgesOf, fc.nat(THINGS - 1), (edges, start) => {
        const ring = findRing(edges, start)
        const shortest = distances(edges)[start]![start]!
        assert.equal(ring ? ring.length - 1 : Infinity, shortest)
        if (!ring) return
        assert.deepEqual([ring[0], ring.at(-1)], [start, start])
        for (const [at, from] of ring.slice(0, -1).entries()) {
          assert.isTrue(edges.get(from)?.includes(ring[at + 1]!))
        }
      }),
      { numRuns: 1000 }
    )
  })
})
