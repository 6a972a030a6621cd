import { compilePattern } from '#cmdb/workflow/pattern'
import { test } from '@japa/runner'
import fc from 'fast-check'

/** Patterns of the known grammar over few letters, so that matches are not rare. */
const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', 'c')
const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small' },
    tie('piece'),
    fc.tuple(tie('piece'), tie('pattern')).map(([one, other]) => `${one}${other}`),
    fc.tuple(tie('piece'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`)
  ),
  piece: fc
    .tuple(
      fc.oneof(
        { depthSize: 'small' },
        atom,
        tie('pattern').map((inner) => `(${inner})`)
      ),
      fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{0,}')
    )
    .map(([one, often]) => `${one}${often}`),
}))
const text = fc.string({ unit: fc.constantFrom(...'abc1_'), maxLength: 8 })

test.group('Patterns that administrators type', () => {
  test('mean what a regular expression over the whole text means', () => {
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        const machine = compilePattern(source)
        return (
          machine === null || machine.matches(value) === new RegExp(`^(?:${source})$`).test(value)
        )
      }),
      { numRuns: 2000 }
    )
  })

  test('a naming rule with anchors, escapes and Cyrillic letters', ({ assert }) => {
    const rule = compilePattern('^(SRV|СРВ)-[А-ЯA-Z]{3}\\.\\d{2,4}$')!
    assert.isTrue(rule.matches('SRV-MSK.01'))
    assert.isTrue(rule.matches('СРВ-МСК.2026'))
    assert.isFalse(rule.matches('SRV-MSKx01'))
    assert.isFalse(rule.matches('SRV-MSK.01 '))
  })

  test('what makes a regular expression hang is answered at once', ({ assert }) => {
    const bad = 'a'.repeat(5000) + '!'
    for (const source of [
      '(a+)+',
      '(a|a)*',
      '(a*)*b',
      '(.*)*x',
      '((a{1,30}){1,30})',
      'a*a*a*a*a*b',
    ]) {
      const machine = compilePattern(source)
      const start = performance.now()
      assert.isFalse(machine?.matches(bad) ?? false, source)
      assert.isBelow(performance.now() - start, 2000, source)
    }
  })

  test('what is no pattern here is refused, never thrown')
    .with([
      ...[
        '(',
        ')',
        '[',
        '[]',
        'a{3,1}',
        '*a',
        'a**',
        '(?=a)',
        '(?<!a)b',
        '(a)\\1',
        '\\',
        'a{9999}',
      ],
      ...['((((a{99}){99}){99}){99})', '[z-a]', 'x'.repeat(201), '(?<name>a)', '\\u0041', 'a+?'],
    ])
    .run(({ assert }, source) => {
      assert.isNull(compilePattern(source))
    })

  test('any text is a pattern or is refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), text, (source, value) => {
        compilePattern(source)?.matches(value)
      }),
      { numRuns: 2000 }
    )
  })
})
