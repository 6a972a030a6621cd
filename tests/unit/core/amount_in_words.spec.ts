import { test } from '@japa/runner'
import { amountInWords, isWordedCurrency } from '#core/amount_in_words'
import { toMinor } from '#core/money'

test.group('Amount in words', () => {
  test('Russian roubles: {amount}')
    .with([
      { amount: '43051.04', words: 'Сорок три тысячи пятьдесят один рубль 04 копейки' },
      { amount: '21002.11', words: 'Двадцать одна тысяча два рубля 11 копеек' },
      { amount: '1000000.00', words: 'Один миллион рублей 00 копеек' },
      { amount: '0.01', words: 'Ноль рублей 01 копейка' },
      { amount: '1.00', words: 'Один рубль 00 копеек' },
      { amount: '11.21', words: 'Одиннадцать рублей 21 копейка' },
      { amount: '2000.00', words: 'Две тысячи рублей 00 копеек' },
      { amount: '5022.05', words: 'Пять тысяч двадцать два рубля 05 копеек' },
      { amount: '-5000.00', words: 'Минус пять тысяч рублей 00 копеек' },
    ])
    .run(({ assert }, { amount, words }) => {
      assert.equal(amountInWords(toMinor(amount), 'RUB', 'ru'), words)
    })

  test('euros and dollars in Russian', ({ assert }) => {
    assert.equal(amountInWords(93411, 'EUR', 'ru'), 'Девятьсот тридцать четыре евро 11 центов')
    assert.equal(amountInWords(2101, 'USD', 'ru'), 'Двадцать один доллар 01 цент')
  })

  test('English: {amountMinor} {currency}')
    .with([
      {
        amountMinor: 4305104,
        currency: 'RUB' as const,
        words: 'Forty-three thousand and fifty-one roubles 04 kopecks',
      },
      { amountMinor: 101, currency: 'RUB' as const, words: 'One rouble 01 kopeck' },
      { amountMinor: 100, currency: 'EUR' as const, words: 'One euro 00 cents' },
      { amountMinor: -1, currency: 'USD' as const, words: 'Minus zero dollars 01 cent' },
    ])
    .run(({ assert }, { amountMinor, currency, words }) => {
      assert.equal(amountInWords(amountMinor, currency, 'en'), words)
    })

  test('tells which currencies it can word', ({ assert }) => {
    assert.isTrue(isWordedCurrency('RUB'))
    assert.isFalse(isWordedCurrency('CNY'))
  })
})
