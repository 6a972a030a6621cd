import { answerCalendars } from '#calendars/queries/answer_calendars'
import { answerDue } from '#calendars/queries/answer_due'
import { findContract } from '#contracts/queries/find_contract'
import { ANSWER_DAYS, type Severity } from '#quality/workflow/complaint_steps'
import Agreement from '#sla/models/agreement'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Complaint = {
  organisationId: number
  serviceId: number | null
  /** `YYYY-MM-DD` */
  receivedOn: string
}

/**
 * The last day to answer a complaint of this severity, `YYYY-MM-DD`. Working days are those of the
 * client's agreement, holidays left out; out of contract, or where the client is served at weekends
 * too, they are Monday to Friday.
 */
export async function complaintDue(
  complaint: Complaint,
  severity: Severity,
  client: QueryClientContract
): Promise<string> {
  const calendarId = await calendarOf(complaint, client)
  return (await answerDue(complaint.receivedOn, ANSWER_DAYS[severity], calendarId, client)).dueOn
}

async function calendarOf(
  { organisationId, serviceId, receivedOn }: Complaint,
  client: QueryClientContract
): Promise<number | null> {
  const contract = await findContract({ organisationId, serviceId, onDate: receivedOn }, client)
  if (!contract) return null
  const agreement = await Agreement.findOrFail(contract.agreementId, { client })
  const usable = await answerCalendars(client)
  return usable.find(({ id }) => id === agreement.calendarId)?.id ?? null
}
