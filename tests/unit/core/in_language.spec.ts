import { inLanguage, translated } from '#core/in_language'
import { test } from '@japa/runner'

test.group('Texts in two languages', () => {
  test('CAT-06 the own language is taken as it is', ({ assert }) => {
    assert.deepEqual(translated('ru', 'Почта', 'E-mail'), { text: 'Почта', isFallback: false })
    assert.equal(inLanguage('en', 'Почта', 'E-mail'), 'E-mail')
  })

  test('CAT-06 a missing translation falls back with a marker', ({ assert }) => {
    assert.deepEqual(translated('en', 'Почта', ''), { text: 'Почта', isFallback: true })
    assert.equal(inLanguage('en', 'Почта', null), 'Почта [RU]')
    assert.equal(inLanguage('ru', undefined, 'E-mail'), 'E-mail [EN]')
  })

  test('nothing in either language is nothing, unmarked', ({ assert }) => {
    assert.deepEqual(translated('ru', '', null), { text: '', isFallback: false })
    assert.equal(inLanguage('ru', null, null), '')
  })
})
