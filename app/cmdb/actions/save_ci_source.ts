import { NeverEmpty, NoKeyColumn, SecondMaster, SourceCodeTaken } from '#cmdb/errors'
import CiClass from '#cmdb/models/ci_class'
import CiSource from '#cmdb/models/ci_source'
import type { MissingPolicy } from '#cmdb/models/source_types'
import {
  FILE_SOURCE,
  isMaster,
  MANUAL_SOURCE,
  type Authority,
  type FieldPolicies,
} from '#cmdb/workflow/authority'
import { canBeEmpty } from '#cmdb/workflow/field_names'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { Refusal } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type SourceValues = {
  code: string
  name: string
  authority: Authority
  organisationId: number
  classCode: string
  columns: Record<string, string>
  policies: FieldPolicies
  createsItems: boolean
  identifiesByName: boolean
  missing: MissingPolicy
  missingLimitPercent: number
  refreshDays: number | null
  isActive: boolean
}

type Input = { actor: Actor; sourceId: number | null; seenVersion?: number; values: SourceValues }

/**
 * Adds or changes a source; its code stays, for values remember it. Throws StaleRecord,
 * SourceCodeTaken, SecondMaster, NoKeyColumn, NeverEmpty.
 */
export const saveCiSource = {
  async handle({ actor, sourceId, seenVersion, values }: Input): Promise<CiSource> {
    const { code, classCode, ...rest } = values
    if (!['number', 'name', 'serialNumber'].some((field) => rest.columns[field])) {
      throw new NoKeyColumn()
    }
    refuseNeverEmpty(rest.policies)
    return inTransaction(async (trx) => {
      const ciClass = await CiClass.query({ client: trx })
        .where({ code: classCode, isAbstract: false })
        .first()
      if (!ciClass) throw new Refusal('cmdb.errors.unknown_class', {}, 'classCode')
      const source = await findOrNew(trx, sourceId, code)
      if (sourceId !== null) await refuseStale(trx, 'ci_source', source, seenVersion)
      source.merge({ ...rest, ciClassId: ciClass.id })
      await refuseSecondMaster(trx, source)
      const changes = pendingChanges(source)
      if (changes.length === 0) return source
      source.version = sourceId === null ? 1 : source.version + 1
      await source.save()
      await recordAudit(trx, {
        ...{
          actor,
          subjectType: 'ci_source',
          subjectId: source.id,
          subjectVersion: source.version,
        },
        organisationId: source.organisationId,
        ...{ action: `ci_source.${sourceId === null ? 'created' : 'updated'}`, changes },
      })
      return source
    })
  },
}

async function findOrNew(trx: TransactionClientContract, id: number | null, code: string) {
  if (id !== null) {
    return CiSource.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  }
  const isReserved = [MANUAL_SOURCE.code, FILE_SOURCE.code].includes(code)
  const taken = await CiSource.query({ client: trx }).where('code', code).first()
  if (isReserved || taken) throw new SourceCodeTaken()
  return new CiSource().useTransaction(trx).merge({ code, version: 1 })
}

function refuseNeverEmpty(policies: FieldPolicies) {
  const emptied = Object.keys(policies).filter((field) => policies[field] === 'emptying_master')
  if (!emptied.every(canBeEmpty)) throw new NeverEmpty()
}

async function refuseSecondMaster(trx: TransactionClientContract, source: CiSource) {
  const { organisationId, ciClassId, policies } = source
  const others = await CiSource.query({ client: trx }).where({
    organisationId,
    ciClassId,
    isActive: true,
  })
  const mine = Object.keys(policies).filter((field) => isMaster({ policies }, field))
  const second = others.find(
    (other) => other.id !== source.id && mine.some((field) => isMaster(other, field))
  )
  if (second) throw new SecondMaster(second.name)
}
