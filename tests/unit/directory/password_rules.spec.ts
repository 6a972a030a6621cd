import { isKnownPassword } from '#directory/queries/known_passwords'
import { passwordFlaw } from '#directory/workflow/password_rules'
import { test } from '@japa/runner'
import fc from 'fast-check'

const facts = {
  minLength: 12,
  maxLength: 200,
  isKnown: isKnownPassword,
  personal: ['Иван Петров', 'Maria Garcia-Lopez', 'm.garcia@northwind.example', null],
}

test.group('Rules of passwords', () => {
  test('short ones are refused by characters, not by bytes', ({ assert }) => {
    assert.equal(passwordFlaw('кошка под до', facts), null)
    assert.equal(passwordFlaw('кошка под д', facts), 'too_short')
    assert.equal(passwordFlaw('long enough '.repeat(17), facts), 'too_long')
  })

  test('a known password is refused however it is dressed up: {$self}')
    .with([
      'leavemealone',
      'LeaveMeAlone',
      'Password2024!',
      'p@ssw0rd!!!!',
      '123superman123',
      'gfhjkmgfhjkm',
      'парольпароль',
      'привет-привет'.replace('-', '') + '1',
      'Iloveyou2023',
    ])
    .run(({ assert }, password) => {
      assert.oneOf(passwordFlaw(password, facts), ['common', 'repetitive'])
    })

  test('a rhythm or a walk along the keys is refused: {$self}')
    .with([
      'aaaaaaaaaaaa',
      'abababababab',
      'abc123abc123',
      '123456789012',
      'qwertyuiopasdf',
      'zyxwvutsrqponm',
      '112211221122',
    ])
    .run(({ assert }, password) => {
      assert.equal(passwordFlaw(password, facts), 'repetitive')
    })

  test('the name or the address with a year is refused: {$self}')
    .with([
      'ivan petrov',
      'garcia-lopez-2024',
      'Northwind2024!',
      'm.garcia@northwind.example',
      'петровиван77',
    ])
    .run(({ assert }, password) => {
      const personal = [...facts.personal, 'Ivan Petrov']
      assert.equal(passwordFlaw(password, { ...facts, minLength: 8, personal }), 'personal')
    })

  test('words of one’s own are welcome: {$self}')
    .with([
      'lantern under seven bridges',
      'Зелёный чайник у окна',
      'correct horse battery',
      'petrov-likes-old-maps',
      'kT7#vQ2!mZ9x',
    ])
    .run(({ assert }, password) => {
      assert.isNull(passwordFlaw(password, facts))
    })

  test('no input makes the rules fall', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 220 }), (password) => {
        const flaw = passwordFlaw(password, facts)
        if ([...password].length < 12) assert.equal(flaw, 'too_short')
      })
    )
  })
})
