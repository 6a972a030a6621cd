import { organisationCode } from '#directory/workflow/organisation_code'
import {
  fullName,
  languageOf,
  phonesOf,
  yesOrNo,
  zoneOf,
} from '#directory/workflow/person_import_values'
import { test } from '@japa/runner'

test.group('Values of an imported person', () => {
  test('yes and no in both languages', ({ assert }) => {
    for (const text of ['да', 'Yes', ' TRUE ', '1', 'ИСТИНА']) assert.isTrue(yesOrNo(text), text)
    for (const text of ['нет', 'no', 'false', '0']) assert.isFalse(yesOrNo(text), text)
    assert.isNull(yesOrNo('может быть'))
  })

  test('hours from Moscow name a zone', ({ assert }) => {
    assert.equal(zoneOf('МСК'), 'Europe/Moscow')
    assert.equal(zoneOf('мск+0'), 'Europe/Moscow')
    assert.equal(zoneOf('МСК-1'), 'Europe/Kaliningrad')
    assert.equal(zoneOf('МСК−1'), 'Europe/Kaliningrad')
    assert.equal(zoneOf('MSK +2'), 'Asia/Yekaterinburg')
    assert.equal(zoneOf('МСК+9'), 'Asia/Kamchatka')
    assert.equal(zoneOf('МСК+12'), 'МСК+12')
    assert.equal(zoneOf(' Asia/Omsk '), 'Asia/Omsk')
  })

  test('languages', ({ assert }) => {
    assert.equal(languageOf('Русский'), 'ru')
    assert.equal(languageOf('EN'), 'en')
    assert.isNull(languageOf('deutsch'))
  })

  test('names of parts in the order of their language', ({ assert }) => {
    const russian = { last: 'Иванов', first: 'Пётр', middle: 'Сергеевич' }
    assert.equal(fullName(russian), 'Иванов Пётр Сергеевич')
    assert.equal(fullName({ last: 'Miller', first: 'Ann', middle: '' }), 'Ann Miller')
  })

  test('phones of one cell, extensions with their number', ({ assert }) => {
    const numbers = (text: string) => phonesOf(text, null).map(({ number }) => number)
    assert.deepEqual(numbers('8 (495) 123-45-67, доб. 12; 112'), [
      '8 (495) 123-45-67 доб. 12',
      '112',
    ])
    assert.deepEqual(numbers('+7 495 1234567, +7 916 1234567'), [
      '+7 495 1234567',
      '+7 916 1234567',
    ])
    assert.deepEqual(numbers('79161234567'), ['+79161234567'])
    assert.deepEqual(numbers('8 495 123-45-67; +74951234567'), ['8 495 123-45-67'])
  })

  test('a code made of a name is free and fit for an address', ({ assert }) => {
    assert.equal(
      organisationCode('ООО «Ромашка»', () => false),
      'ООО-Ромашка'
    )
    assert.equal(
      organisationCode('Acme', (code) => code === 'Acme'),
      'Acme-2'
    )
    assert.equal(
      organisationCode('«»', () => false),
      'ORG'
    )
    assert.isAtMost(organisationCode('x'.repeat(300), () => false).length, 40)
  })
})
