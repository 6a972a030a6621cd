import { compareItem } from '#cmdb/workflow/compare_states'
import { copyHash, copyOf, stateOf } from '#cmdb/workflow/baseline_content'
import { relationKey, rewind, type ItemState } from '#cmdb/workflow/item_past'
import type { FieldChange, Plain } from '#core/errors'
import { test } from '@japa/runner'
import fc from 'fast-check'

const FIELDS = ['name', 'status', 'vendor', 'attributes.ram_gb', 'attributes.os']
const value = fc.option(fc.oneof(fc.string({ maxLength: 4 }), fc.integer()), { nil: null })
const relation = fc.record({
  type: fc.constantFrom('runs_on', 'depends_on'),
  direction: fc.constantFrom('forward' as const, 'inverse' as const),
  itemId: fc.integer({ min: 1, max: 4 }),
})
const step = fc.oneof(
  fc.record({ field: fc.constantFrom(...FIELDS), value }),
  fc.record({ field: fc.constant('relation'), relation })
)
type Step = { field: string; value?: Plain; relation?: Parameters<typeof relationKey>[0] }

/** Does what a step says, as the actions do, and tells what history they write. */
function act(state: ItemState, { field, value: after = null, relation: end }: Step) {
  if (!end) {
    const change = { field, before: state.values[field] ?? null, after }
    return { state: { ...state, values: { ...state.values, [field]: after } }, change }
  }
  const relations = new Set(state.relations)
  const isThere = !relations.delete(relationKey(end))
  if (isThere) relations.add(relationKey(end))
  const fact = end as unknown as Plain
  const change = isThere
    ? { field, before: null, after: fact }
    : { field, before: fact, after: null }
  return { state: { ...state, relations }, change }
}

const EMPTY: ItemState = {
  values: Object.fromEntries(FIELDS.map((field) => [field, null])),
  relations: new Set(),
}
const never = () => false

test.group('The past of an item', () => {
  test('CFG-07 undoing the history gives every state that ever was', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const states = [EMPTY]
        const history: FieldChange[][] = []
        for (const each of steps) {
          const { state, change } = act(states.at(-1)!, each as Step)
          states.push(state)
          history.push([change])
        }
        for (const [at, state] of states.entries()) {
          const since = history.slice(at).toReversed()
          assert.deepEqual(rewind(states.at(-1)!, since), state)
        }
      })
    )
  })

  test('CFG-08 a comparison told backwards is the comparison of the other way', ({ assert }) => {
    const run = (steps: unknown[]) =>
      steps.reduce<ItemState>((state, each) => act(state, each as Step).state, EMPTY)
    const steps = fc.array(step, { maxLength: 12 })
    fc.assert(
      fc.property(steps, steps, (left, right) => {
        const [before, after] = [run(left), run(right)]
        const there = compareItem(1, before, after, never)
        const back = compareItem(1, after, before, never)
        const turned = back?.changes.map((each) => ({
          ...{ field: each.field, before: each.after, after: each.before },
        }))
        assert.sameDeepMembers([...(there?.changes ?? [])], [...(turned ?? [])])
        assert.isNull(compareItem(1, before, before, never))
      })
    )
  })

  test('CFG-08 equal states have equal copies, others have not', ({ assert }) => {
    const state = {
      values: { name: 'a', status: 'in_use', vendor: null },
      relations: new Set(['x']),
    }
    const turned = { values: { status: 'in_use', name: 'a' }, relations: new Set(['x']) }
    const hash = (each: ItemState) => copyHash(copyOf({ itemId: 1, number: 'CI-1', state: each }))
    assert.equal(hash(state), hash(turned))
    assert.notEqual(hash(state), hash({ ...turned, relations: new Set() }))
    const { content } = copyOf({ itemId: 1, number: 'CI-1', state })
    assert.deepEqual(stateOf(content), turned)
  })

  test('CFG-08 a relation within the set is told once', ({ assert }) => {
    const bare = { values: {}, relations: new Set<string>() }
    const all = () => true
    const inverse = { values: {}, relations: new Set(['inverse:runs_on:2']) }
    assert.isNull(compareItem(1, bare, inverse, all))
    assert.lengthOf(compareItem(1, bare, inverse, never)!.changes, 1)
    const forward = { values: {}, relations: new Set(['forward:runs_on:1']) }
    assert.lengthOf(compareItem(2, bare, forward, all)!.changes, 1)
  })
})
