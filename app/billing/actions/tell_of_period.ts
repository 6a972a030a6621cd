import type BillingPeriod from '#billing/models/billing_period'
import { monthOf } from '#billing/workflow/report_period'
import { sendContractNotices } from '#contracts/actions/send_contract_notices'
import type Contract from '#contracts/models/contract'
import type { PeriodNoticeEvent } from '#contracts/models/contract_notice_types'
import { accountManagersOf, clientPeopleWith } from '#directory/queries/notice_readers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** The account managers, whoever approves for the client, or people by id. */
type Readers = 'provider' | 'client' | number[]

type Told = {
  contract: Contract
  period: BillingPeriod
  event: PeriodNoticeEvent
  to: Readers
}

/** Tells the other side of a period's review what it waits for or has got (§7.6). */
export async function tellOfPeriod(
  trx: TransactionClientContract,
  { contract, period, event, to }: Told
) {
  const { startsOn } = period
  await sendContractNotices(trx, contract, {
    people: await readersOf(trx, contract, to),
    subject: { subjectType: 'billing_period', subjectId: period.id },
    notices: [{ number: contract.number, event, startsOn, month: monthOf(startsOn) }],
  })
}

async function readersOf(
  trx: TransactionClientContract,
  { organisationId }: Contract,
  to: Readers
): Promise<number[]> {
  if (to === 'provider') return accountManagersOf(trx, organisationId)
  if (to === 'client') return clientPeopleWith(trx, 'billing.approve', organisationId)
  return to
}
