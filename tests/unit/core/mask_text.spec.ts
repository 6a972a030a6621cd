import { excerptOf, maskPattern, maskText, type Names } from '#core/mask_text'
import { test } from '@japa/runner'
import fc from 'fast-check'

const IVANOV: Names = {
  displayName: 'Иванов Пётр Сергеевич',
  emails: ['p.ivanov@client.example'],
  phones: ['+7 (495) 123-45-67', '104'],
}
const mask = (text: string, names = IVANOV) => maskText(text, maskPattern(names), '•').text

test.group('Masking a person in texts', () => {
  test('PD {text}')
    .with([
      { text: 'Звонил Иванов Пётр Сергеевич, ждёт', masked: 'Звонил •, ждёт' },
      { text: 'петр иванов просит', masked: '• просит' },
      { text: 'ИВАНОВ  ПЁТР', masked: '•' },
      { text: 'Согласовано: Иванов П. С.', masked: 'Согласовано: •' },
      { text: 'П.С. Иванов, 8 495 123 45 67', masked: '•, •' },
      { text: 'пишите на P.Ivanov@Client.Example.', masked: 'пишите на •.' },
      { text: 'тел. +7(495)1234567 и 4951234567', masked: 'тел. • и •' },
      { text: 'Иванов просил, а Иванова нет', masked: 'Иванов просил, а Иванова нет' },
      { text: 'Петр Иванович', masked: 'Петр Иванович' },
      { text: 'заявка 104 по 84951234567890', masked: 'заявка 104 по 84951234567890' },
    ])
    .run(({ assert }, { text, masked }) => assert.equal(mask(text), masked))

  test('PD a mononym, a name with signs of a pattern and nothing at all', ({ assert }) => {
    const named = (displayName: string): Names => ({ displayName, emails: [], phones: [] })
    assert.equal(mask('Prince called', named('Prince')), '• called')
    assert.equal(mask('J.R. (Bob) Smith called', named('J.R. (Bob) Smith')), '• called')
    assert.equal(
      mask('Anna-Maria Orlova-Chesmenskaya', named('Orlova-Chesmenskaya Anna-Maria')),
      '•'
    )
    assert.isNull(maskPattern(named('Я')))
    assert.deepEqual(maskText('text', null, '•'), { text: 'text', hits: 0 })
  })

  test('PD any name is a pattern, and any address is found by it', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.emailAddress(),
        (displayName, email) => {
          const pattern = maskPattern({ displayName, emails: [email], phones: [] })
          assert.equal(maskText(`<${email}>`, pattern, '•').text.includes(email), false)
        }
      )
    )
  })

  test('PD whatever stands around, no full name, address or number is left, and twice is as once', ({
    assert,
  }) => {
    const written = fc.constantFrom(
      ...['Иванов Пётр Сергеевич', 'Петр Иванов', 'p.ivanov@client.example', '+74951234567']
    )
    const around = fc.constantFrom('', ' ', ', ', '\n', ' — ', '(', ')', '«', '»', '. ')
    fc.assert(
      fc.property(fc.array(fc.tuple(around, written, around), { maxLength: 8 }), (parts) => {
        const text = parts.map(([left, name, right]) => ` ${left}${name}${right} `).join('и')
        const once = maskText(text, maskPattern(IVANOV), 'Человек #7')
        assert.equal(once.hits, parts.length)
        assert.notMatch(once.text, /Иванов|ivanov|4951234567/i)
        assert.equal(maskText(once.text, maskPattern(IVANOV), 'Человек #7').hits, 0)
      })
    )
  })

  test('PD the excerpt shows the first hit with a little around it', ({ assert }) => {
    const text = `${'а'.repeat(200)} Петр Иванов ${'б'.repeat(200)}`
    const excerpt = excerptOf(text, maskPattern(IVANOV)!, 20)
    assert.include(excerpt, 'Петр Иванов')
    assert.isTrue(excerpt.startsWith('…') && excerpt.endsWith('…'))
  })
})
