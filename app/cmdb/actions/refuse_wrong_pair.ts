import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import RelationTypePair from '#cmdb/models/relation_type_pair'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { classLine } from '#cmdb/queries/class_lines'
import { endLabels } from '#cmdb/queries/end_labels'
import { allowedBeside, isPairAllowed } from '#cmdb/workflow/class_pairs'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Throws a Refusal that names, in this language, what the type links instead (CFG-06). */
export async function refuseWrongPair(
  trx: TransactionClientContract,
  type: RelationType,
  source: ConfigurationItem,
  target: ConfigurationItem,
  locale: 'ru' | 'en'
) {
  const pairs = await RelationTypePair.query({ client: trx })
    .where('relationTypeId', type.id)
    .orderBy('id')
  if (pairs.length === 0) return
  const classes = await ciClassTable(trx)
  const [from, to] = [source, target].map(({ ciClassId }) => classLine(ciClassId, classes))
  if (isPairAllowed(pairs, from!, to!)) return

  const beside = allowedBeside(pairs, from!, 'source')
  const isWrongSource = beside.length === 0
  const ends = isWrongSource ? [...new Set(pairs.map(({ sourceEnd }) => sourceEnd))] : beside
  const params = {
    type: locale === 'ru' ? type.forwardRu : type.forwardEn,
    allowed: endLabels(ends, classes, locale),
  }
  const key = isWrongSource ? 'cmdb.errors.wrong_source' : 'cmdb.errors.wrong_pair'
  throw new Refusal(key, params, 'otherId')
}
