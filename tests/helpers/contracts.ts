import BillingPeriod from '#billing/models/billing_period'
import type Contract from '#contracts/models/contract'
import { parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { createUser } from '#tests/helpers/people'
import type { Desk } from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

/** The account manager of a desk's client. */
export const createAccountManager = (desk: Desk) =>
  createUser({ roles: ['account_manager'], assignedTo: desk.client })

/** What the form sends of a desk's contract, beside what matters to a test. */
export function contractInput({ contract, service }: Desk, values: object = {}) {
  const signatory = { name: 'A. Brandt', position: 'Director', authority: 'the Charter' }
  return {
    ...{ number: contract.number, name: contract.name, organisationId: contract.organisationId },
    providerOrganisationId: contract.providerOrganisationId,
    ...{ agreementId: contract.agreementId, startsOn: contract.startsOn, endsOn: null },
    ...{ timeZone: 'Europe/Moscow', currency: contract.currency, vatProfile: 'standard' },
    ...{ vatMode: 'exclusive', billingCycle: 'month', anchorDay: 1, renewal: 'none' },
    ...{ renewalMonths: null, noticeDays: 30, needsClientApproval: false },
    clientApprovalDays: 5,
    signatories: { client: signatory, provider: signatory },
    ...{ serviceIds: [service.id], ciIds: [] },
    ...values,
  }
}

/** A month of a contract that was approved. */
export async function approveMonth(contract: Contract, month: string) {
  const first = DateTime.fromISO(`${month}-01`)
  return BillingPeriod.create({
    ...{ contractId: contract.id, organisationId: contract.organisationId, number: 1 },
    ...{ startsOn: first.toISODate()!, endsOn: first.endOf('month').toISODate()! },
    ...{ state: 'approved' as const, revision: 1, version: 1, stateSince: DateTime.utc() },
  })
}

/** The history of a record, the oldest first. */
export async function historyOf(subjectType: string, subjectId: number) {
  const events = await db
    .from('audit_events')
    .where({ subject_type: subjectType, subject_id: subjectId })
    .orderBy('id')
  return events.map((event) => ({
    action: String(event.action),
    reason: event.reason as string | null,
    actorId: Number(event.actor_user_id),
    changes: parseJson<FieldChange[]>(event.changes),
  }))
}
