import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { runBillingCase } from '#tests/helpers/conformance/billing'

interface TruthCase {
  id: string
  kind: string
  title: string
  input: unknown
  expected: unknown
}

const truthFile = new URL('../../truth/billing.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(truthFile, 'utf8')) as { cases: TruthCase[] }

test.group('Billing truth', () => {
  for (const billingCase of cases) {
    test(`${billingCase.id} ${billingCase.title}`, ({ assert }) => {
      assert.deepEqual(runBillingCase(billingCase), billingCase.expected)
    })
  }

  test('holds all 48 cases', ({ assert }) => {
    assert.lengthOf(cases, 48)
  })

  test('an unknown kind is named', ({ assert }) => {
    const barter = { kind: 'barter', input: {} }
    assert.throws(() => runBillingCase(barter), 'Unknown billing case kind: barter')
  })
})
