import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import RelationTypePair from '#cmdb/models/relation_type_pair'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { classLine } from '#cmdb/queries/class_lines'
import { endLabels } from '#cmdb/queries/end_labels'
import { allowedBeside, isPairAllowed } from '#cmdb/workflow/class_pairs'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Throws a Refusal that names what the type links instead (CFG-06). */
export async function refuseWrongPair(
  trx: TransactionClientContract,
  type: RelationType,
  source: ConfigurationItem,
  target: ConfigurationItem
) {
  const pairs = await RelationTypePair.query({ client: trx })
    .where('relationTypeId', type.id)
    .orderBy('id')
  if (pairs.length === 0) return
  const classes = await ciClassTable(trx)
  const [from, to] = [source, target].map(({ ciClassId }) => classLine(ciClassId, classes))
  if (isPairAllowed(pairs, from!, to!)) return

  const names = { ru: type.forwardRu, en: type.forwardEn }
  const beside = allowedBeside(pairs, from!, 'source')
  if (beside.length === 0) {
    const sources = endLabels([...new Set(pairs.map(({ sourceEnd }) => sourceEnd))], classes)
    throw wrongPair('wrong_source', names, sources)
  }
  throw wrongPair('wrong_pair', names, endLabels(beside, classes))
}

type Texts = { ru: string; en: string }

function wrongPair(key: string, names: Texts, allowed: Texts) {
  const params = {
    ...{ typeRu: names.ru, typeEn: names.en },
    ...{ allowedRu: allowed.ru, allowedEn: allowed.en },
  }
  return new Refusal(`cmdb.errors.${key}`, params, 'otherId')
}
