import { changeClass, type ClassChange } from '#cmdb/actions/change_class'
import { BadSetting } from '#cmdb/errors'
import CiSource from '#cmdb/models/ci_source'
import CiSourceRanking from '#cmdb/models/ci_source_ranking'
import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import { lockedClassSchema } from '#cmdb/queries/class_schema'
import { FILE_SOURCE, MANUAL_SOURCE } from '#cmdb/workflow/authority'
import { attributeField } from '#cmdb/workflow/field_names'
import { ALL_FIELDS } from '#cmdb/workflow/source_ranking'
import { ReferenceNotFound, type FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Values = { field: string; sources: readonly string[]; refreshDays: number | null }

/** Which sources a class believes more than others of a field, for it and those below (domain §4.8). */
export const rankSources = {
  /** Throws StaleRecord, ReferenceNotFound for a field or source nobody knows, BadSetting for one named twice. */
  async save({ field, sources, refreshDays, ...change }: ClassChange & Values) {
    return changeClass(change, 'ci_class.sources_ranked', async ({ trx, ciClass }) => {
      await refuseUnknownField(trx, ciClass.id, field)
      await refuseUnknownSources(trx, sources)
      const ranking = await CiSourceRanking.firstOrNew(
        { ciClassId: ciClass.id, field },
        {},
        { client: trx }
      )
      const before = ranking.$isPersisted ? ranking.ranking : null
      ranking.merge({ sources: [...sources], refreshDays })
      const changes = changesOf(before, ranking.ranking)
      if (changes.length > 0) await ranking.useTransaction(trx).save()
      return changes
    })
  },

  /** Throws StaleRecord, E_ROW_NOT_FOUND when the class has no ranking of its own. */
  async remove({ field, ...change }: ClassChange & { field: string }) {
    return changeClass(change, 'ci_class.ranking_removed', async ({ trx, ciClass }) => {
      const ranking = await CiSourceRanking.query({ client: trx })
        .where({ ciClassId: ciClass.id, field })
        .firstOrFail()
      await ranking.delete()
      return changesOf(ranking.ranking, null)
    })
  },
}

/** The field stands in each history entry, so that one tells what was ranked. */
function changesOf(before: Values | null, after: Values | null): FieldChange[] {
  const changes: FieldChange[] = [
    fieldChange('rankedSources', before && [...before.sources], after && [...after.sources]),
    fieldChange('refreshDays', before?.refreshDays ?? null, after?.refreshDays ?? null),
  ].filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after))
  if (changes.length === 0) return []
  return [fieldChange('rankedField', before?.field ?? null, after?.field ?? null), ...changes]
}

function fieldChange(
  field: string,
  before: FieldChange['before'],
  after: FieldChange['after']
): FieldChange {
  return { field, before, after }
}

async function refuseUnknownField(trx: TransactionClientContract, classId: number, field: string) {
  if (field === ALL_FIELDS || field in ITEM_COLUMNS) return
  const { definitions } = await lockedClassSchema(trx, classId)
  if (!definitions.some(({ key }) => attributeField(key) === field)) {
    throw new ReferenceNotFound('field')
  }
}

async function refuseUnknownSources(trx: TransactionClientContract, sources: readonly string[]) {
  if (new Set(sources).size < sources.length) throw new BadSetting('sources', 'source_twice')
  const known = await CiSource.query({ client: trx }).whereIn('code', [...sources])
  const codes = new Set([MANUAL_SOURCE.code, FILE_SOURCE.code, ...known.map(({ code }) => code)])
  if (sources.some((code) => !codes.has(code))) throw new ReferenceNotFound('sources')
}
