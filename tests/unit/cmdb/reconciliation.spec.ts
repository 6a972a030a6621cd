import {
  AUTHORITIES,
  type FieldOrigin,
  type SeenValues,
  type SourceFacts,
} from '#cmdb/workflow/authority'
import { identityKeys, identify } from '#cmdb/workflow/identify'
import { identifiersOf, NAME_IDENTIFIER } from '#cmdb/workflow/identifiers'
import { fqdnIdentity, macIdentity, serialIdentity } from '#cmdb/workflow/identity_values'
import { isJunk } from '#cmdb/workflow/normalise'
import { reconcileField } from '#cmdb/workflow/reconcile_field'
import { reconcileValues, uniteValues } from '#cmdb/workflow/reconcile_values'
import type { Plain } from '#core/errors'
import { test } from '@japa/runner'
import fc from 'fast-check'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const DAY = 24 * 3600 * 1000

/** One source of each authority; half of them let empty values erase. */
const SOURCES: SourceFacts[] = AUTHORITIES.map((authority, index) => ({
  ...{ code: authority, authority, policies: {}, nullErases: index % 2 === 0, refreshDays: 30 },
}))
const sourceOf = (code: string) => SOURCES.find((source) => source.code === code)

type State = { value: Plain; origin?: FieldOrigin; writes: number }
type Say = { source: SourceFacts; value: Plain }

type Given = { now?: number; order?: readonly string[] }

/** What a store does with the verdict. */
function apply(state: State, { source, value }: Say, given: Given = {}): State {
  const { now = NOW, order = [] } = given
  const { value: current, origin } = state
  const ranking = { sources: order, refreshDays: null }
  const question = { field: 'model', current, offered: value, origin, source, sourceOf }
  const { verdict } = reconcileField({ ...question, ranking, now })
  if (verdict !== 'write' && verdict !== 'adopt') return state
  const at = new Date(now).toISOString()
  const kept = { source: source.code, at, ...(origin?.isLocked ? { isLocked: true } : {}) }
  return { value, origin: kept, writes: state.writes + 1 }
}

const said = fc.record({
  source: fc.constantFrom(...SOURCES),
  value: fc.constantFrom<Plain>('a', 'b', 'c', null),
})
/** Each source says one thing. */
const voices = fc.uniqueArray(said, { selector: ({ source }) => source.code, maxLength: 6 })
/** Some order of some sources, as a class may give it. */
const orders = fc.shuffledSubarray(SOURCES.map(({ code }) => code))
const start = (): State => ({ value: null, writes: 0 })

test.group('Reconciliation', () => {
  test('§4.8 the same said twice changes nothing', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), said, orders, (before, last, order) => {
        const say = (state: State, each: Say) => apply(state, each, { order })
        const once = say(
          before.reduce((state, each) => say(state, each), start()),
          last
        )
        assert.deepEqual(say(once, last), once)
      })
    )
  })

  test('§4.8 the order in which sources of different authority speak does not change the value', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        voices.chain((each) =>
          fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))
        ),
        orders,
        ([one, other], order) => {
          const end = (all: Say[]) =>
            all.reduce((state, each) => apply(state, each, { order }), start())
          assert.equal(end(one).value, end(other).value)
        }
      )
    )
  })

  test('§4.8 a lock wins always, whoever speaks and whenever', ({ assert }) => {
    const locked: FieldOrigin = { source: 'manual', at: '2020-01-01T00:00:00Z', isLocked: true }
    fc.assert(
      fc.property(fc.array(said), fc.integer({ min: 0, max: 5000 }), orders, (all, days, order) => {
        const state = { value: 'mine', origin: locked, writes: 0 }
        const end = all.reduce(
          (at: State, each) => apply(at, each, { now: NOW + days * DAY, order }),
          state
        )
        assert.equal(end.value, 'mine')
        assert.isTrue(end.origin!.isLocked)
      })
    )
  })

  test('§4.8 what grew old is anybody’s to write, what is fresh is not', ({ assert }) => {
    const origin = { source: 'discovery', at: new Date(NOW).toISOString() }
    const [discovery, file] = [sourceOf('discovery')!, sourceOf('import_file')!]
    const state = { value: 'a', origin, writes: 0 }
    assert.equal(apply(state, { source: file, value: 'b' }, { now: NOW + 29 * DAY }).value, 'a')
    assert.equal(apply(state, { source: file, value: 'b' }, { now: NOW + 31 * DAY }).value, 'b')
    assert.equal(apply(state, { source: discovery, value: null }).value, null)
  })

  test('DSC-06 the master of a field stands above every authority; fill writes only what is empty', ({
    assert,
  }) => {
    const master: SourceFacts = { ...SOURCES[5]!, code: 'erp', policies: { model: 'master' } }
    const fill: SourceFacts = { ...SOURCES[0]!, code: 'scan', policies: { model: 'fill' } }
    const by = (code: string) => [master, fill, ...SOURCES].find((source) => source.code === code)
    const ask = (current: Plain, source: SourceFacts, from?: string) => {
      const origin = from ? { source: from, at: new Date(NOW).toISOString() } : undefined
      const question = {
        field: 'model',
        current,
        offered: 'new',
        origin,
        source,
        sourceOf: by,
        now: NOW,
      }
      return reconcileField(question).verdict
    }
    assert.equal(ask('old', master, 'discovery'), 'write')
    assert.equal(ask('old', SOURCES[0]!, 'erp'), 'refuse')
    assert.equal(ask('old', fill, 'manual'), 'refuse')
    assert.equal(ask(null, fill), 'write')
  })

  test('§4.8 empty erases only where the master of the field may say so', ({ assert }) => {
    const plain = { ...SOURCES[0]!, nullErases: false }
    const ask = (policies: SourceFacts['policies']) =>
      reconcileField({
        ...{ field: 'model', current: 'old', offered: null, origin: undefined, sourceOf, now: NOW },
        source: { ...plain, policies },
      }).verdict
    assert.equal(ask({ model: 'emptying_master' }), 'write')
    const others: SourceFacts['policies'][] = [
      {},
      { model: 'master' as const },
      { vendor: 'emptying_master' as const },
    ]
    for (const policies of others) {
      assert.equal(ask(policies), 'ignore')
    }
  })

  test('§4.8 values of several sources are united; each leaves with its last source', ({
    assert,
  }) => {
    const one = uniteValues({}, { values: ['10.0.0.1', '10.0.0.2'], source: 'agent', at: 1 })
    const two = uniteValues(one, { values: ['10.0.0.2', '10.0.0.3'], source: 'scan', at: 2 })
    assert.deepEqual(two, {
      '10.0.0.1': { agent: 1 },
      '10.0.0.2': { agent: 1, scan: 2 },
      '10.0.0.3': { scan: 2 },
    } satisfies SeenValues)
    const three = uniteValues(two, { values: ['10.0.0.1'], source: 'agent', at: 3 })
    assert.deepEqual(Object.keys(three).sort(), ['10.0.0.1', '10.0.0.2', '10.0.0.3'])
    const four = uniteValues(three, { values: [], source: 'scan', at: 4 })
    assert.deepEqual(four, { '10.0.0.1': { agent: 3 } })
  })

  test('§4.8 the union does not depend on the order of sources, and saying it again changes nothing', ({
    assert,
  }) => {
    const tellings = fc.array(
      fc.record({
        source: fc.constantFrom(...SOURCES.filter(({ code }) => code !== 'manual')),
        values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
      }),
      { minLength: 1, maxLength: 6 }
    )
    type Held = { current: string[]; origin?: FieldOrigin; writes: number }
    const tell = (held: Held, { source, values }: { source: SourceFacts; values: string[] }) => {
      const question = { field: 'tags', offered: values, source, now: NOW, ...held }
      const { verdict, seen } = reconcileValues({ ...question, origin: held.origin })
      if (verdict.verdict !== 'write' && verdict.verdict !== 'adopt') return held
      const at = new Date(NOW).toISOString()
      return {
        current: Object.keys(seen).sort(),
        origin: { source: source.code, at, values: seen },
        writes: held.writes + (verdict.verdict === 'write' ? 1 : 0),
      }
    }
    const typed: Held = { current: ['typed'], writes: 0 }
    fc.assert(
      fc.property(tellings, (all) => {
        const last = [...new Map(all.map((each) => [each.source.code, each])).values()]
        const one = last.reduce<Held>(tell, typed)
        const other = last.toReversed().reduce<Held>(tell, typed)
        assert.deepEqual(one.current, other.current)
        assert.include(one.current, 'typed')
        const again = last.reduce<Held>(tell, one)
        assert.equal(again.writes, one.writes)
        const silent = last.map(({ source }) => ({ source, values: [] }))
        assert.deepEqual(silent.reduce<Held>(tell, again).current, ['typed'])
      })
    )
  })

  test('§4.8 a locked field of several values stays, and one that may only fill does not add', ({
    assert,
  }) => {
    const origin = { source: 'manual', at: '2026-01-01T00:00:00Z', isLocked: true }
    const question = { field: 'tags', current: ['a'], source: SOURCES[0]!, now: NOW }
    const locked = reconcileValues({ ...question, offered: ['b'], origin })
    assert.deepEqual(locked.verdict, { verdict: 'refuse', reason: 'locked' })
    const filler = { ...SOURCES[0]!, policies: { tags: 'fill' as const } }
    const fills = { ...question, source: filler, origin: undefined }
    assert.deepEqual(reconcileValues({ ...fills, offered: ['b'] }).verdict, {
      ...{ verdict: 'refuse', reason: 'fills_only' },
    })
    const empty = reconcileValues({ ...fills, current: [], offered: ['b'] })
    assert.equal(empty.verdict.verdict, 'write')
  })
})

test.group('Identification', () => {
  test('§4.8 values are made alike before they are compared', ({ assert }) => {
    assert.equal(serialIdentity(' cz 3129 '), 'CZ 3129')
    assert.equal(macIdentity('aa-bb-cc-dd-ee-0f'), 'aabbccddee0f')
    assert.equal(macIdentity('aabb.ccdd.ee0f'), 'aabbccddee0f')
    assert.isNull(macIdentity('00:00:00:00:00:00'))
    assert.equal(fqdnIdentity('Web1.Example.ORG.'), 'web1.example.org')
    assert.isNull(fqdnIdentity('localhost.localdomain'))
  })

  test('§4.8 {$self} is no serial number')
    .with([
      'To be filled by O.E.M.',
      'Default string',
      '0',
      'None',
      'System Serial Number',
      'XXXXXXX',
      '0000',
      '.',
    ])
    .run(({ assert }, text) => {
      assert.isTrue(isJunk(text))
      assert.isNull(serialIdentity(text))
    })

  test('§4.8 the first identifier with all its values that finds somebody decides', ({
    assert,
  }) => {
    const index = new Map<string, string[]>()
    const values: Record<string, string> = { 'serialNumber': 'S1', 'attributes.uuid': 'u1' }
    const question = {
      identifiers: identifiersOf(['physical_server', 'server', 'ci']),
      organisationId: 1,
      valueOf: (field: string) => values[field] ?? null,
      find: (key: string) => index.get(key) ?? [],
    }
    const [bySerial, byUuid] = identityKeys(question)
    assert.deepEqual(identify(question), { item: null, several: [] })
    index.set(byUuid!, ['b'])
    assert.equal(identify(question).item, 'b')
    index.set(bySerial!, ['a'])
    assert.equal(identify(question).item, 'a')
    index.set(bySerial!, ['a', 'c'])
    assert.deepEqual(identify(question), { item: null, several: ['a', 'c'] })
  })

  test('§4.8 identifiers never cross organisations', ({ assert }) => {
    const keysIn = (organisationId: number) =>
      identityKeys({
        identifiers: [['serialNumber'], NAME_IDENTIFIER],
        organisationId,
        valueOf: () => 'X',
      })
    assert.isEmpty(keysIn(1).filter((key) => keysIn(2).includes(key)))
  })

  test('§4.8 an address alone tells no hardware', ({ assert }) => {
    for (const lineage of [
      ['physical_server', 'server', 'ci'],
      ['laptop', 'ci'],
      ['virtual_machine', 'server', 'ci'],
    ]) {
      assert.isFalse(identifiersOf(lineage).some((each) => each.join() === 'ipAddress'))
    }
  })
})
