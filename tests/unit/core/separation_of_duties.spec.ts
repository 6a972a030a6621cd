import {
  DUTY_RULES,
  DutySeparated,
  forbidsDuty,
  refuseSelf,
  type DutyRuleId,
} from '#core/separation_of_duties'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { catalogue } from '#tests/unit/language/catalogue'

const IDS = DUTY_RULES.map(({ id }) => id) as DutyRuleId[]
const NEEDS_SOMEBODY: DutyRuleId[] = ['unlocks_period_alone']
const party = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null })

test.group('Separation of duties', () => {
  test('G-04 a rule forbids exactly those who are a party to the matter', ({ assert }) => {
    fc.assert(
      fc.property(fc.constantFrom(...IDS), party, fc.array(party), (rule, self, others) => {
        const isParty = self !== null && others.includes(self)
        const isNobody = self === null && NEEDS_SOMEBODY.includes(rule)
        assert.equal(forbidsDuty(rule, self, ...others), isParty || isNobody)
      })
    )
  })

  test('the guard throws a refusal that names its rule', ({ assert }) => {
    for (const rule of IDS) {
      assert.throws(() => refuseSelf(rule, 7, null, 7), DutySeparated)
      assert.doesNotThrow(() => refuseSelf(rule, 7, 8, null))
    }
    // Without the first person there is no second one.
    assert.isTrue(forbidsDuty('unlocks_period_alone', null, 5))
  })

  test('every rule has its words in both languages', ({ assert }) => {
    for (const messages of [catalogue('ru'), catalogue('en')]) {
      for (const id of IDS) {
        for (const part of ['name', 'text', 'refusal']) {
          assert.isTrue(messages.has(`roles.duties.${id}.${part}`), `${id}.${part}`)
        }
      }
    }
  })
})
