import { phoneDigits, phoneParts, phoneTail } from '#directory/workflow/phone_number'
import { test } from '@japa/runner'
import fc from 'fast-check'

test.group('Phone numbers', () => {
  test('CHN-07 every way of writing a Russian number gives the same digits')
    .with([
      '+7 (495) 123-45-67',
      '8 (495) 123-45-67',
      '84951234567',
      '7 495 123 45 67',
      '(495) 123-45-67',
      '+74951234567 доб. 112',
      '8 495 123-45-67, 112',
      '8-495-123–45–67 ext 5',
    ])
    .run(({ assert }, text) => {
      assert.equal(phoneDigits(text), '74951234567')
    })

  test('numbers of other countries keep their codes', ({ assert }) => {
    assert.equal(phoneDigits('+49 30 901820'), '4930901820')
    assert.equal(phoneDigits('8 10 49 30 901820'), '4930901820')
    assert.equal(phoneDigits('00 49 30 901820'), '4930901820')
    assert.equal(phoneDigits('+1 (212) 555-0100'), '12125550100')
  })

  test('what is short stays, what is no number is none', ({ assert }) => {
    assert.equal(phoneDigits('112'), '112')
    assert.equal(phoneDigits('123-45-67'), '1234567')
    for (const text of ['', '—', '7', 'call me', 'ИНН 7707083893', '1234567890123456']) {
      assert.isNull(phoneDigits(text), text)
    }
  })

  test('forms of one number share their last seven digits', ({ assert }) => {
    assert.equal(phoneTail('74951234567'), '1234567')
    assert.equal(phoneTail('1234567'), '1234567')
    assert.equal(phoneTail('112'), '112')
  })

  test('a part of a number is looked for without signs and without the trunk 8', ({ assert }) => {
    assert.deepEqual(phoneParts('123-45'), ['12345'])
    assert.includeMembers(phoneParts('8 (495) 12'), ['849512', '49512'])
    assert.deepEqual(phoneParts('Anna 123'), [])
    assert.deepEqual(phoneParts('12'), [])
  })

  test('normal digits are normal already, and 8 is +7', ({ assert }) => {
    // Area codes begin with 3, 4, 8 or 9.
    const digits = fc.stringMatching(/^[3489]\d{9}$/)
    fc.assert(
      fc.property(digits, (national) => {
        const known = phoneDigits(`+7${national}`)
        assert.equal(known, `7${national}`)
        assert.equal(phoneDigits(`8${national}`), known)
        assert.equal(phoneDigits(national), known)
        assert.equal(phoneDigits(`+${known}`), known)
      })
    )
  })
})
