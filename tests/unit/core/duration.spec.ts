import fc from 'fast-check'
import { test } from '@japa/runner'
import { formatMinutes, parseMinutes, sumMinutes } from '#core/duration'

test.group('Durations', () => {
  test('are written as hours and minutes: {minutes} → {text}')
    .with([
      { minutes: 0, text: '0:00' },
      { minutes: 135, text: '2:15' },
      { minutes: 1500, text: '25:00' },
      { minutes: -5, text: '-0:05' },
    ])
    .run(({ assert }, { minutes, text }) => {
      assert.equal(formatMinutes(minutes), text)
    })

  test('are read from hours and minutes or plain minutes', ({ assert }) => {
    assert.equal(parseMinutes(' 2:15 '), 135)
    assert.equal(parseMinutes('90'), 90)
    assert.isNull(parseMinutes('2:60'))
    assert.isNull(parseMinutes('1.5'))
    assert.isNull(parseMinutes(''))
    assert.isNull(parseMinutes('99999999999999999'))
  })

  test('refuse parts of a minute', ({ assert }) => {
    assert.throws(() => formatMinutes(1.5), 'Not whole minutes: 1.5')
    assert.throws(() => sumMinutes([1, -1]), 'Not a whole, non-negative number of minutes: -1')
  })

  test('survive the way through text', () => {
    fc.assert(fc.property(fc.nat(), (minutes) => parseMinutes(formatMinutes(minutes)) === minutes))
  })
})
