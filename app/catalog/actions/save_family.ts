import { CatalogueCodeTaken, FamilyBelowItself, FamilyInUse } from '#catalog/errors'
import Service from '#catalog/models/service'
import ServiceFamily from '#catalog/models/service_family'
import { findRing } from '#catalog/workflow/find_ring'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type FamilyValues = {
  code: string
  nameRu: string
  nameEn: string
  descriptionRu: string | null
  descriptionEn: string | null
  parentId: number | null
}

type Families = Map<number, ServiceFamily>
type Input = {
  actor: Actor
  /** Null makes a new one. */
  familyId: number | null
  seenVersion?: number
  values: FamilyValues
}

type Removal = { actor: Actor; familyId: number; seenVersion: number }

/** The tree of families. */
export const saveFamily = {
  /** Throws StaleRecord, CatalogueCodeTaken, ReferenceNotFound, FamilyBelowItself, E_ROW_NOT_FOUND. */
  async handle({ actor, familyId, seenVersion, values }: Input): Promise<ServiceFamily> {
    return inTransaction(async (trx) => {
      const families = await lockTree(trx)
      const family = familyId === null ? newFamily() : await ofTree(trx, families, familyId)
      await refuseStale(trx, 'service_family', family, seenVersion)
      refuseTakenCode(families, family, values.code)
      refuseWrongParent(families, familyId, values.parentId)
      family.merge(values)
      await saveVersioned(trx, family, {
        ...{ actor, subjectType: 'service_family', organisationId: () => null },
        action: familyId === null ? 'service_family.created' : 'service_family.changed',
      })
      return family
    })
  },

  /** Throws StaleRecord, FamilyInUse. */
  async remove({ actor, familyId, seenVersion }: Removal) {
    await inTransaction(async (trx) => {
      const families = await lockTree(trx)
      const family = await ofTree(trx, families, familyId)
      await refuseStale(trx, 'service_family', family, seenVersion)
      const below = [...families.values()].filter(({ parentId }) => parentId === family.id)
      const services = await Service.query({ client: trx }).where('familyId', family.id)
      if (services.length + below.length > 0) throw new FamilyInUse(services.length, below.length)

      await family.delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'service_family', subjectId: family.id, organisationId: null },
        action: 'service_family.deleted',
        changes: [{ field: 'code', before: family.code, after: null }],
      })
    })
  },
}

/** Of two moves at once, each fine alone, the later one must see the ring. */
async function lockTree(trx: TransactionClientContract): Promise<Families> {
  const families = await ServiceFamily.query({ client: trx }).orderBy('id').forUpdate()
  return new Map(families.map((family) => [family.id, family]))
}

function newFamily() {
  return new ServiceFamily().fill({ version: 0 })
}

/** One that was deleted meanwhile is not found. */
async function ofTree(
  trx: TransactionClientContract,
  families: Families,
  id: number
): Promise<ServiceFamily> {
  return families.get(id) ?? ServiceFamily.findOrFail(id, { client: trx })
}

function refuseTakenCode(families: Families, family: ServiceFamily, code: string) {
  for (const other of families.values()) {
    const isTaken = other.code.toLowerCase() === code.toLowerCase()
    if (isTaken && other.id !== family.id) throw new CatalogueCodeTaken()
  }
}

function refuseWrongParent(families: Families, familyId: number | null, parentId: number | null) {
  if (parentId === null) return
  if (!families.has(parentId)) throw new ReferenceNotFound('parentId')
  if (familyId === null) return
  const above = new Map([...families.values()].map(({ id, parentId: up }) => [id, up ? [up] : []]))
  const ring = findRing(above.set(familyId, [parentId]), familyId)
  if (ring) throw new FamilyBelowItself(ring.map((id) => families.get(id)!.code).join(' → '))
}
