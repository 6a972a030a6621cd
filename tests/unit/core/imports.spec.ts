import { guessColumns } from '#core/imports/guess_columns'
import { isMassive } from '#core/imports/is_massive'
import { parentOrder } from '#core/imports/parent_order'
import { test } from '@japa/runner'
import fc from 'fast-check'

test.group('Order of nodes below their parents', () => {
  test('each stands after its parent; exactly those in a circle are named', ({ assert }) => {
    const links = fc.array(fc.option(fc.nat(11), { nil: null }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(links, (given) => {
        const nodes = given.map((_, node) => node)
        const parentOf = (node: number) => {
          const parent = given[node]!
          return parent !== null && parent < given.length ? parent : null
        }
        const { ordered, circular } = parentOrder(nodes, parentOf)
        const reaches = (from: number, wanted: number) => {
          const seen = new Set<number>()
          for (let at = parentOf(from); at !== null && !seen.has(at); at = parentOf(at)) {
            if (at === wanted) return true
            seen.add(at)
          }
          return false
        }
        assert.sameMembers(
          [...circular],
          nodes.filter((node) => reaches(node, node))
        )
        assert.sameMembers([...ordered, ...circular], nodes)
        for (const [index, node] of ordered.entries()) {
          const parent = parentOf(node)
          if (parent === null || circular.has(parent)) continue
          assert.isBelow(ordered.indexOf(parent), index)
        }
      })
    )
  })
})

test.group('Columns that are guessed', () => {
  const fields = [
    { key: 'last', headings: ['фамилия'] },
    { key: 'first', headings: ['имя'], after: 'last' },
    { key: 'name', headings: ['фио', 'имя'] },
    { key: 'email', headings: ['почта', 'email'] },
  ]

  test('by the words of headings, whatever their case and signs', ({ assert }) => {
    assert.deepEqual(guessColumns(fields, ['Имя', 'E-mail', 'EMAIL', 'Рабочая почта']), {
      name: 'Имя',
      email: 'EMAIL',
    })
    assert.deepEqual(guessColumns(fields, ['Фамилия', 'Имя', 'Рабочая почта*']), {
      last: 'Фамилия',
      first: 'Имя',
      email: 'Рабочая почта*',
    })
  })
})

test('a massive change is many and more than 30 %', ({ assert }) => {
  assert.isFalse(isMassive({ changed: 19, unchanged: 0 }))
  assert.isTrue(isMassive({ changed: 20, unchanged: 0 }))
  assert.isFalse(isMassive({ changed: 30, unchanged: 70 }))
  assert.isTrue(isMassive({ changed: 31, unchanged: 69 }))
})
