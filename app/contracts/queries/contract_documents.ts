import type Contract from '#contracts/models/contract'
import ContractDocument from '#contracts/models/contract_document'
import type { ContractDocumentKind } from '#contracts/models/contract_types'
import type { Principal } from '#directory/queries/principal'

export type ListedDocument = {
  id: number
  title: string
  kind: ContractDocumentKind
  isForClient: boolean
  file: { name: string; size: number }
  /** ISO. */
  createdAt: string
}

/** Those that are not for the client are read by who keeps the contract. */
function readableBy(principal: Principal, { id, organisationId }: Contract) {
  const query = ContractDocument.query().where('contractId', id).preload('upload')
  if (!principal.canOn('contracts.edit', { organisationId })) void query.where('isForClient', true)
  return query
}

/** The files of a contract that the principal may read, the latest first. */
export async function contractDocuments(
  principal: Principal,
  contract: Contract
): Promise<ListedDocument[]> {
  const documents = await readableBy(principal, contract).orderBy('id', 'desc')
  return documents.map(({ id, title, kind, isForClient, upload, createdAt }) => ({
    ...{ id, title, kind, isForClient },
    file: { name: upload.name, size: upload.size },
    createdAt: createdAt.toISO()!,
  }))
}

/** The file behind one of them. Throws E_ROW_NOT_FOUND. */
export async function contractFile(principal: Principal, contract: Contract, id: number) {
  const { upload } = await readableBy(principal, contract).where('id', id).firstOrFail()
  return upload
}
