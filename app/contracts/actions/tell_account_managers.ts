import { canSendMail } from '#config/mail'
import MailContractNoticesJob from '#contracts/jobs/mail_contract_notices_job'
import Contract from '#contracts/models/contract'
import type { ContractNotice } from '#contracts/models/contract_notice_types'
import { enqueueJob } from '#core/actions/enqueue_job'
import { insertRows } from '#core/actions/insert_rows'
import { notify, type NoticeParams } from '#core/actions/notify'
import { recordAudits } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { accountManagersOf, usersOf } from '#directory/queries/notice_readers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Tells the account managers of a contract's client what they have not been told yet, in the shell and
 * by mail, and the contract's history. Of two who tell the same at once one does: the contract's row
 * is locked. Answers how many notices were new.
 */
export const tellAccountManagers = {
  async handle(contractId: number, notices: readonly ContractNotice[]): Promise<number> {
    if (notices.length === 0) return 0
    return inTransaction(async (trx) => {
      const contract = await Contract.query({ client: trx })
        .where('id', contractId)
        .forUpdate()
        .firstOrFail()
      const rows = await trx.from('contract_notices').where('contract_id', contractId)
      const known = new Set(rows.map((row) => keyOf(row.event, row.about, row.of_date)))
      const fresh = notices.filter(
        ({ event, about, ofDate }) => !known.has(keyOf(event, about, ofDate))
      )
      const createdAt = toSqlUtc(clock.now())
      await insertRows(
        trx,
        'contract_notices',
        fresh.map(({ event, about, ofDate }) => ({
          ...{ contract_id: contractId, event, about, of_date: ofDate, created_at: createdAt },
        }))
      )
      const spoken = fresh.filter(({ isSilent }) => !isSilent)
      if (spoken.length === 0) return 0
      const { id, number, organisationId } = contract
      await recordAudits(
        trx,
        spoken.map(({ event, told }) => ({
          ...{ actor: SYSTEM_ACTOR, subjectType: 'contract', subjectId: id, organisationId },
          action: `contract.${event}`,
          changes: Object.entries(told).map(([field, after]) => ({ field, before: null, after })),
        }))
      )
      const said = spoken.map(({ event, params }) => ({ number, event, ...params }))
      await send(trx, contract, said)
      return spoken.length
    })
  },
}

async function send(
  trx: TransactionClientContract,
  { id, organisationId }: Contract,
  notices: readonly NoticeParams[]
) {
  const people = await accountManagersOf(trx, organisationId)
  const of = { kind: 'contract', subjectType: 'contract', subjectId: id }
  for (const userId of await usersOf(trx, people)) {
    await notify(
      trx,
      notices.map((params) => ({ ...of, userId, params }))
    )
    if (!canSendMail()) continue
    await enqueueJob(
      trx,
      MailContractNoticesJob.dispatch({ userId, contractId: id, notices: [...notices] })
    )
  }
}

function keyOf(event: unknown, about: unknown, ofDate: unknown): string {
  return `${String(event)}/${String(about)}/${String(ofDate)}`
}
