import { sendContractNotices } from '#contracts/actions/send_contract_notices'
import Contract from '#contracts/models/contract'
import type { ContractNotice } from '#contracts/models/contract_notice_types'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { accountManagersOf } from '#directory/queries/notice_readers'

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
      await sendContractNotices(trx, contract, {
        people: await accountManagersOf(trx, organisationId),
        notices: said,
      })
      return spoken.length
    })
  },
}

function keyOf(event: unknown, about: unknown, ofDate: unknown): string {
  return `${String(event)}/${String(about)}/${String(ofDate)}`
}
