import { recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import Person from '#directory/models/person'
import { NobodyAsks, ReceivedInFuture } from '#privacy/errors'
import SubjectRequest from '#privacy/models/subject_request'
import { answerDue } from '#calendars/queries/answer_due'
import { ANSWER_DAYS, type RequestKind, type RequestWay } from '#privacy/workflow/privacy_types'

type Input = {
  actor: Actor
  kind: RequestKind
  personId: number | null
  /** Of whom the directory does not know. */
  applicant: string | null
  receivedOn: string
  receivedBy: RequestWay
  requestText: string
  calendarId: number | null
  timeZone: string
}

/** Registers what somebody asks about their data, with the day its answer is due (152-FZ, art. 20). Throws ReceivedInFuture, NobodyAsks. */
export const registerSubjectRequest = {
  async handle({ actor, timeZone, ...values }: Input): Promise<SubjectRequest> {
    if (values.receivedOn > clock.today(timeZone)) throw new ReceivedInFuture()
    if (!values.personId && !values.applicant) throw new NobodyAsks()
    return inTransaction(async (trx) => {
      const person = values.personId
        ? await Person.findOrFail(values.personId, { client: trx })
        : null
      const due = await answerDue(values.receivedOn, ANSWER_DAYS, values.calendarId, trx)
      const number = await takeNumber(trx, 'subject_request')
      const request = await SubjectRequest.create(
        {
          ...{ ...values, ...due, number, state: 'open', version: 1 },
          organisationId: person?.organisationId ?? null,
          registeredByUserId: actor.userId,
        },
        { client: trx }
      )
      await recordAudit(trx, {
        actor,
        subjectType: 'subject_request',
        subjectId: request.id,
        subjectVersion: 1,
        organisationId: request.organisationId,
        action: 'subject_request.registered',
        changes: [
          { field: 'number', before: null, after: number },
          { field: 'requestKind', before: null, after: values.kind },
          { field: 'dueOn', before: null, after: due.dueOn },
        ],
      })
      return request
    })
  },
}
