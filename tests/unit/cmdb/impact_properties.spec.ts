import { test } from '@japa/runner'
import fc from 'fast-check'
import { computeImpact, dependenciesOf, pathTo } from '#cmdb/workflow/impact'
import { buildImpactGraph } from '#cmdb/workflow/impact_graph'
import { idsIn } from '#tests/helpers/impact_graphs'
import {
  consumerAndMember,
  failures,
  graphs,
  nodeIds,
  slowImpact,
} from '#tests/helpers/impact_model'

test.group('Impact: properties', () => {
  test('states and levels equal those of the literal definition', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, (input, failed) => {
        const result = computeImpact(buildImpactGraph(input), failed)
        const expected = slowImpact(input.relations, failed)
        const levels = (state: 'down' | 'degraded') =>
          new Map(
            result.entries
              .filter((entry) => entry.state === state)
              .map((entry) => [entry.ciId, entry.level])
          )

        assert.deepEqual(levels('down'), expected.down)
        assert.deepEqual(levels('degraded'), expected.degraded)
        assert.deepEqual(
          [result.downCount, result.degradedCount],
          [expected.down.size, expected.degraded.size]
        )
      }),
      { numRuns: 1000 }
    )
  })

  test('more failures never bring a CI back up', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, failures, (input, fewer, added) => {
        const graph = buildImpactGraph(input)
        const small = idsIn(computeImpact(graph, fewer), 'down')
        const large = idsIn(computeImpact(graph, [...fewer, ...added]), 'down')

        assert.includeMembers(large, small)
      })
    )
  })

  test('the order of CIs, relations and failures does not matter', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, (input, failed) => {
        const reversed = {
          ...input,
          nodes: input.nodes.toReversed(),
          relations: input.relations.toReversed(),
        }
        const one = computeImpact(buildImpactGraph(input), failed)
        const other = computeImpact(buildImpactGraph(reversed), failed.toReversed())
        const facts = (result: typeof one) =>
          result.entries.map(({ ciId, state, level }) => `${level} ${state} ${ciId}`).sort()

        assert.deepEqual(facts(other), facts(one))
      })
    )
  })

  test('failing what is down already changes nothing, nor does asking again', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, failures, (input, failed, between) => {
        const graph = buildImpactGraph(input)
        const first = computeImpact(graph, failed)
        const again = computeImpact(graph, idsIn(first, 'down'))
        computeImpact(graph, between)

        assert.deepEqual(idsIn(again, 'down'), idsIn(first, 'down'))
        assert.deepEqual(idsIn(again, 'degraded'), idsIn(first, 'degraded'))
        assert.deepEqual(computeImpact(graph, failed), first)
      })
    )
  })

  test('every path starts at a failed CI and follows real relations level by level', ({
    assert,
  }) => {
    fc.assert(
      fc.property(graphs, failures, (input, failed) => {
        const result = computeImpact(buildImpactGraph(input), failed)
        const isReal = (consumer: number, member: number | null, type: string | null) =>
          input.relations.some((row) => {
            const ends = consumerAndMember(row)
            return row.typeCode === type && ends[0] === consumer && ends[1] === member
          })

        for (const { ciId } of result.entries) {
          const path = pathTo(result, ciId)
          assert.include(failed, path[0]!.ciId)
          assert.equal(path.at(-1)!.ciId, ciId)
          for (const [at, step] of path.entries()) {
            assert.equal(step.level, at)
            assert.equal(step.viaCiId, at === 0 ? null : path[at - 1]!.ciId)
            if (at > 0) assert.isTrue(isReal(step.ciId, step.viaCiId, step.viaType))
            if (step.state === 'down' && at > 0) assert.equal(path[at - 1]!.state, 'down')
          }
        }
      })
    )
  })

  test('a CI depends on exactly those whose failure troubles it', ({ assert }) => {
    fc.assert(
      fc.property(graphs, (input) => {
        const graph = buildImpactGraph(input)
        for (const ciId of nodeIds) {
          const needed = new Set(dependenciesOf(graph, [ciId]).entries.map((entry) => entry.ciId))
          for (const other of nodeIds) {
            const { entries } = computeImpact(graph, [other])
            assert.equal(
              entries.some((entry) => entry.ciId === ciId),
              needed.has(other)
            )
          }
        }
      })
    )
  })

  test('a depth limit gives the answer without the deeper levels', ({ assert }) => {
    fc.assert(
      fc.property(graphs, failures, fc.nat(4), (input, failed, maxDepth) => {
        const graph = buildImpactGraph(input)
        const whole = computeImpact(graph, failed).entries
        const kept = whole.filter((entry) => entry.level <= maxDepth)
        const cut = computeImpact(graph, failed, { maxDepth })

        assert.deepEqual(cut.entries, kept)
        assert.equal(cut.truncated, kept.length < whole.length)
      })
    )
  })
})
