import { CURRENCIES } from '#catalog/models/service_types'
import type { ContractValues } from '#contracts/actions/save_contract'
import { BILLING_CYCLES, RENEWALS, VAT_MODES, VAT_PROFILES } from '#contracts/models/contract_types'
import { isoDate } from '#contracts/validators/iso_date'
import { CONTRACT_STEPS } from '#contracts/workflow/contract_steps'
import { timeZone } from '#directory/validators/time_zone'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'

const id = () => vine.number().withoutDecimals().positive()
const words = () => vine.string().trim().maxLength(200).nullable()
const signatory = () => vine.object({ name: words(), position: words(), authority: words() })

const content = {
  /** It stands in addresses. */
  number: vine.string().trim().minLength(1).maxLength(60).notIn(['new', 'outside']),
  name: vine.string().trim().minLength(1).maxLength(200),
  organisationId: id(),
  providerOrganisationId: id(),
  agreementId: id(),
  startsOn: isoDate(),
  endsOn: isoDate().nullable(),
  timeZone: timeZone(),
  currency: vine.enum(CURRENCIES),
  vatProfile: vine.enum(VAT_PROFILES),
  vatMode: vine.enum(VAT_MODES),
  billingCycle: vine.enum(BILLING_CYCLES),
  anchorDay: vine.number().withoutDecimals().range([1, 28]),
  renewal: vine.enum(RENEWALS),
  renewalMonths: vine
    .number()
    .withoutDecimals()
    .range([1, 120])
    .nullable()
    .optional()
    .requiredWhen('renewal', '=', 'automatic'),
  noticeDays: vine.number().withoutDecimals().range([0, 730]).nullable(),
  needsClientApproval: vine.boolean(),
  clientApprovalDays: vine.number().withoutDecimals().range([1, 60]),
  signatories: vine.object({ client: signatory(), provider: signatory() }),
  serviceIds: vine.array(id()).distinct().maxLength(300),
  ciIds: vine.array(id()).distinct().maxLength(300),
}

export const newContractValidator = vine.create(content)
export const changedContractValidator = vine.create({ ...content, version: id() })

export const contractStepValidator = vine.create({
  step: vine.enum(CONTRACT_STEPS),
  reason: vine
    .string()
    .trim()
    .minLength(3)
    .maxLength(500)
    .nullable()
    .optional()
    .requiredWhen('step', 'in', ['suspend', 'terminate']),
  /** The last day in force of a contract that is terminated. */
  endsOn: isoDate().nullable().optional(),
  version: id(),
})

/** An end, and months of renewal, stand only where they mean something. */
export function toContractValues(given: Infer<typeof newContractValidator>): ContractValues {
  const { signatories, renewalMonths, ...values } = given
  return {
    ...values,
    renewalMonths: values.renewal === 'automatic' ? (renewalMonths ?? null) : null,
    signatories: {
      client: toSignatory(signatories.client),
      provider: toSignatory(signatories.provider),
    },
  }
}

type Given = { name: string | null; position: string | null; authority: string | null }

function toSignatory({ name, position, authority }: Given) {
  return { name: name ?? '', position: position ?? '', authority: authority ?? '' }
}
