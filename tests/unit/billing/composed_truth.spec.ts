import type { PeriodCharge } from '#billing/workflow/charge_period'
import { fromMinor } from '#core/money'
import type { BillingCase } from '#tests/helpers/conformance/billing_case'
import { moneyOf } from '#tests/helpers/conformance/billing_money'
import {
  chargeBands,
  chargeFixedFee,
  chargePack,
  chargePerUnit,
  chargePrepaid,
  chargeTm,
  chargeTravel,
} from '#tests/helpers/conformance/billing_periods'
import { test } from '@japa/runner'
import { readFileSync } from 'node:fs'

type Money = { net: string; vat: string; gross: string }
type TruthCase = BillingCase & { id: string; title: string; expected: unknown }

const truthFile = new URL('../../truth/billing.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(truthFile, 'utf8')) as { cases: TruthCase[] }

/** The periods a case is charged in; null where a contract has no counterpart of it. */
function composed(truth: BillingCase): PeriodCharge[] | null {
  switch (truth.kind) {
    case 'tm':
      return [chargeTm(truth.input)]
    case 'tm_bands':
      return [chargeBands(truth.input)]
    case 'fixed_fee':
      return [chargeFixedFee(truth.input)]
    case 'prepaid_block':
      return chargePrepaid(truth.input)
    case 'incident_pack':
      // A balance of before belongs to no contract; a month's own pack comes with the period.
      return truth.input.openingUnits === 0 && truth.input.autoPurchase
        ? [chargePack(truth.input)]
        : null
    case 'travel':
      return [chargeTravel(truth.input)]
    default:
      return null
  }
}

function expectedOf({ expected }: TruthCase): Money[] {
  const { periods = [expected as Money] } = expected as { periods?: Money[] }
  return periods.map(({ net, vat, gross }) => ({ net, vat, gross }))
}

test.group('Billing truth through a whole contract', () => {
  for (const truth of cases) {
    const charged = composed(truth)
    if (charged === null) continue
    test(`${truth.id} ${truth.title}`, ({ assert }) => {
      assert.deepEqual(
        charged.map(({ totals }) => moneyOf(totals)),
        expectedOf(truth)
      )
    })
  }

  for (const truth of cases) {
    if (truth.kind !== 'per_unit') continue
    test(`${truth.id} ${truth.title}`, ({ assert }) => {
      const { lineAmounts } = truth.expected as { lineAmounts: string[] }
      assert.deepEqual(
        chargePerUnit(truth.input).map(({ totals }) => fromMinor(totals.netMinor)),
        lineAmounts
      )
    })
  }
})
