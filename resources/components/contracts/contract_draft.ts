import type { LookupOption } from '~/components/forms/LookupField.vue'
import type { Data } from '@generated/data'

export const CURRENCIES = ['RUB', 'EUR', 'USD', 'BYN', 'KZT', 'CNY'] as const
export const CYCLES = ['month', 'quarter', 'year'] as const

export type SignatoryDraft = { name: string; position: string; authority: string }
/** What the form holds of a contract. */
export type ContractDraft = {
  number: string
  name: string
  client: LookupOption | null
  provider: LookupOption | null
  agreement: LookupOption | null
  startsOn: string
  endsOn: string | null
  timeZone: string | null
  currency: string
  vatProfile: string
  vatMode: string
  billingCycle: string
  anchorDay: number
  renewal: string
  renewalMonths: number | null
  noticeDays: number | null
  needsClientApproval: boolean
  clientApprovalDays: number | null
  signatories: { client: SignatoryDraft; provider: SignatoryDraft }
  services: LookupOption[]
  items: LookupOption[]
}

type Editor = Data.Contracts.Contract.Variants['forEditor']
type Words = { pick: (ru: string, en: string) => string }

const nobody = (): SignatoryDraft => ({ name: '', position: '', authority: '' })

export function emptyDraft(today: string): ContractDraft {
  return {
    ...{ number: '', name: '', client: null, provider: null, agreement: null },
    ...{ startsOn: today, endsOn: null, timeZone: 'Europe/Moscow', currency: 'RUB' },
    ...{ vatProfile: 'standard', vatMode: 'exclusive', billingCycle: 'month', anchorDay: 1 },
    ...{ renewal: 'none', renewalMonths: null, noticeDays: null, needsClientApproval: false },
    clientApprovalDays: 5,
    signatories: { client: nobody(), provider: nobody() },
    ...{ services: [], items: [] },
  }
}

export function draftOf(contract: Editor, { pick }: Words): ContractDraft {
  const { client, provider, agreement, signatories } = contract
  return {
    ...{ number: contract.number, name: contract.name },
    client: { value: client.id, label: client.name, code: client.code },
    provider: { value: provider.id, label: provider.name },
    agreement: { value: agreement.id, label: pick(agreement.nameRu, agreement.nameEn) },
    ...{ startsOn: contract.startsOn, endsOn: contract.endsOn, timeZone: contract.timeZone },
    ...{ currency: contract.currency, vatProfile: contract.vatProfile, vatMode: contract.vatMode },
    ...{ billingCycle: contract.billingCycle, anchorDay: contract.anchorDay },
    ...{ renewal: contract.renewal, renewalMonths: contract.renewalMonths },
    ...{ noticeDays: contract.noticeDays, needsClientApproval: contract.needsClientApproval },
    clientApprovalDays: contract.clientApprovalDays,
    signatories: { client: { ...signatories.client }, provider: { ...signatories.provider } },
    services: contract.services.map(({ id, code, nameRu, nameEn }) => ({
      ...{ value: id, label: pick(nameRu, nameEn), description: code },
    })),
    items: contract.items.map(({ id, number, name }) => ({
      ...{ value: id, label: name, description: number },
    })),
  }
}

export function sentDraft({
  client,
  provider,
  agreement,
  services,
  items,
  ...rest
}: ContractDraft) {
  return {
    ...rest,
    organisationId: client?.value ?? null,
    providerOrganisationId: provider?.value ?? null,
    agreementId: agreement?.value ?? null,
    serviceIds: services.map(({ value }) => value),
    ciIds: items.map(({ value }) => value),
  }
}
