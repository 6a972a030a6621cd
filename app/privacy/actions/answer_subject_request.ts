import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { AlreadyExtended, RequestDone } from '#privacy/errors'
import SubjectRequest from '#privacy/models/subject_request'
import { answerDue } from '#calendars/queries/answer_due'
import { ANSWER_DAYS, EXTENSION_DAYS } from '#privacy/workflow/privacy_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Command = { actor: Actor; id: number; version: number }

export const answerSubjectRequest = {
  /** Closes a request with what was answered. Throws StaleRecord, RequestDone. */
  async answer(command: Command & { state: 'answered' | 'refused'; answerText: string }) {
    const { actor, state, answerText } = command
    await inTransaction(async (trx) => {
      const request = await lockOpen(trx, command)
      request.merge({ state, answerText, answeredAt: clock.now(), answeredByUserId: actor.userId })
      const changes = [{ field: 'requestState', before: 'open', after: state }]
      await save(trx, request, actor, `subject_request.${state}`, changes)
    })
  },

  /** Five working days more, once, with a notice that says why. Throws StaleRecord, RequestDone, AlreadyExtended. */
  async extend(command: Command & { reason: string }) {
    await inTransaction(async (trx) => {
      const request = await lockOpen(trx, command)
      if (request.extendedAt) throw new AlreadyExtended()
      const days = ANSWER_DAYS + EXTENSION_DAYS
      const { dueOn } = await answerDue(request.receivedOn, days, request.calendarId, trx)
      const changes = [{ field: 'dueOn', before: request.dueOn, after: dueOn }]
      request.merge({ dueOn, extendedAt: clock.now(), extensionReason: command.reason })
      await save(trx, request, command.actor, 'subject_request.extended', changes)
    })
  },
}

async function lockOpen(trx: TransactionClientContract, { id, version }: Command) {
  const request = await SubjectRequest.query({ client: trx })
    .where('id', id)
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, 'subject_request', request, version)
  if (request.state !== 'open') throw new RequestDone()
  return request
}

async function save(
  trx: TransactionClientContract,
  request: SubjectRequest,
  actor: Actor,
  action: string,
  changes: FieldChange[]
) {
  request.version += 1
  await request.useTransaction(trx).save()
  await recordAudit(trx, {
    actor,
    subjectType: 'subject_request',
    subjectId: request.id,
    subjectVersion: request.version,
    organisationId: request.organisationId,
    action,
    changes,
  })
}
