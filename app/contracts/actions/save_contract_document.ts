import { TooManyFiles } from '#contracts/errors'
import Contract from '#contracts/models/contract'
import ContractDocument from '#contracts/models/contract_document'
import type { ContractDocumentKind } from '#contracts/models/contract_types'
import { keepUpload } from '#core/actions/keep_upload'
import { recordAudit } from '#core/actions/record_audit'
import { removeUpload } from '#core/actions/sweep_uploads'
import type { Actor } from '#core/actor'
import Upload from '#core/models/upload'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** More of them on one contract is an archive. */
export const MOST_FILES = 100

type Values = { title: string; kind: ContractDocumentKind; isForClient: boolean }
type Added = { actor: Actor; contractId: number; values: Values; upload: Upload }
type Removed = { actor: Actor; contractId: number; documentId: number; reason: string }

/** Files of a contract (§7.1), of ended ones too; what happens to them stands in its history. */
export const saveContractDocument = {
  /** Throws TooManyFiles. */
  async add({ actor, contractId, values, upload }: Added): Promise<ContractDocument> {
    return inTransaction(async (trx) => {
      const contract = await lock(trx, contractId)
      const known = await ContractDocument.query({ client: trx }).where({ contractId })
      if (known.length >= MOST_FILES) throw new TooManyFiles(MOST_FILES)
      await keepUpload(trx, upload.id, true)
      const document = await ContractDocument.create(
        { contractId, ...values, uploadId: upload.id },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, ...subjectOf(contract), action: 'contract.document_added' },
        changes: [
          { field: 'document', before: null, after: values.title },
          { field: 'file', before: null, after: upload.name },
          { field: 'isForClient', before: null, after: values.isForClient },
        ],
      })
      return document
    })
  },

  /** The file goes at once; should that fail, the sweep takes it. Throws E_ROW_NOT_FOUND. */
  async remove({ actor, contractId, documentId, reason }: Removed) {
    const uploadId = await inTransaction(async (trx) => {
      const contract = await lock(trx, contractId)
      const document = await ContractDocument.query({ client: trx })
        .where({ id: documentId, contractId })
        .firstOrFail()
      await document.delete()
      await keepUpload(trx, document.uploadId, false)
      await recordAudit(trx, {
        ...{ actor, ...subjectOf(contract), action: 'contract.document_removed', reason },
        changes: [{ field: 'document', before: document.title, after: null }],
      })
      return document.uploadId
    })
    const upload = await Upload.find(uploadId)
    if (upload) await removeUpload(upload)
  },
}

/** Changes of the files of one contract stand in a row. */
function lock(trx: TransactionClientContract, id: number) {
  return Contract.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

function subjectOf({ id, organisationId }: Contract) {
  return { subjectType: 'contract', subjectId: id, organisationId }
}
