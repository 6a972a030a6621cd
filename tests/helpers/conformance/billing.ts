import type { BillingCase } from '#tests/helpers/conformance/billing_case'
import {
  runFixedFee,
  runIncidentPack,
  runPerUnit,
  runPrepaid,
} from '#tests/helpers/conformance/billing_contracts'
import {
  runCorrection,
  runTravel,
  runVat,
  runVatByDate,
} from '#tests/helpers/conformance/billing_documents'
import { runTm, runTmBands } from '#tests/helpers/conformance/billing_time'

/**
 * Runs one case of the billing truth through the engines and answers in the shape of its
 * `expected`. @throws Error on a kind the engines do not know
 */
export function runBillingCase(caseObject: { kind: string; input: unknown }): unknown {
  const billingCase = caseObject as BillingCase
  switch (billingCase.kind) {
    case 'tm':
      return runTm(billingCase.input)
    case 'tm_bands':
      return runTmBands(billingCase.input)
    case 'prepaid_block':
      return runPrepaid(billingCase.input)
    case 'fixed_fee':
      return runFixedFee(billingCase.input)
    case 'incident_pack':
      return runIncidentPack(billingCase.input)
    case 'per_unit':
      return runPerUnit(billingCase.input)
    case 'vat':
      return runVat(billingCase.input)
    case 'vat_by_date':
      return runVatByDate(billingCase.input)
    case 'correction':
      return runCorrection(billingCase.input)
    case 'travel':
      return runTravel(billingCase.input)
    default:
      return refuse(billingCase)
  }
}

function refuse(unknown: never): never {
  const { kind } = unknown as { kind: string }
  throw new Error(`Unknown billing case kind: ${kind}`)
}
